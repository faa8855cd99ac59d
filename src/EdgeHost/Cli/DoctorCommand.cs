using System.CommandLine;
using EdgeHost.Configuration;
using EdgeHost.Doctor;

namespace EdgeHost.Cli;

/// <summary><c>edgehost doctor</c>: what works here, what does not, and how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Build()
    {
        var settings = new SettingsArguments();
        var command = new Command("doctor", "Try providers, ffmpeg, cameras and broker, and say how to mend what does not work.");
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(async () =>
        {
            var read = SettingsReader.Read(settings.Sources(result).Build());
            var worst = Health.Good;
            await foreach (var finding in new Checkup(read).RunAsync(cancellationToken))
            {
                var mark = finding.Health switch { Health.Good => "ok  ", Health.Missing => "note", _ => "FAIL" };
                System.Console.WriteLine($"{mark}  {finding.What}: {finding.Found}");
                if (finding.Remedy is { } remedy)
                    System.Console.WriteLine($"      {remedy}");
                worst = (Health)Math.Max((int)worst, (int)finding.Health);
            }
            return worst == Health.Broken ? 1 : 0;
        }));
        return command;
    }
}
