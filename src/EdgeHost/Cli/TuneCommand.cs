using System.CommandLine;
using System.Globalization;
using System.Text;
using EdgeHost.Configuration;
using EdgeHost.Detecting;
using EdgeHost.Tuning;
using EdgePlanner.Pricing;

namespace EdgeHost.Cli;

/// <summary><c>edgehost tune</c>: measures what tools cost here and writes the profile that prices plans.</summary>
internal static class TuneCommand
{
    public static Command Build()
    {
        var defaults = new TuneRequest();
        var source = new Option<string>("--source") { Description = "A camera, a video, a picture folder with things in it.", HelpName = "URI", DefaultValueFactory = _ => defaults.Source };
        var frames = new Option<int>("--frames") { Description = "Frames of the source that are watched first.", HelpName = "N", DefaultValueFactory = _ => defaults.Frames };
        var model = new Option<string>("--model") { Description = "Detector.", HelpName = "MODEL", DefaultValueFactory = _ => defaults.Detector };
        var json = new Option<bool>("--json") { Description = "The profile on standard output, nothing else." };
        var settings = new SettingsArguments();
        var command = new Command("tune", "Measure what each tool costs on this device; an idle machine gives true prices.") { source, frames, model, json };
        frames.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100_000)
                result.AddError("--frames is not allowed; expected 1 to 100000");
        });
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(() =>
        {
            var read = SettingsReader.Read(settings.Sources(result).Build());
            var request = new TuneRequest { Source = result.GetValue(source)!, Frames = result.GetValue(frames), Detector = result.GetValue(model)! };
            var run = new TuneRun(read, request, System.Console.Error, TimeProvider.System);
            // Blocks on the source and the engines: a thread of its own.
            return Task.Factory.StartNew(
                () =>
                {
                    var profile = run.Execute(cancellationToken);
                    StandardOutput.TryWrite(result.GetValue(json) ? [.. profile.ToJson(), (byte)'\n'] : Table(profile, read.Tools.CostFile()));
                    return 0;
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }));
        return command;
    }

    private static byte[] Table(CostProfile profile, string path)
    {
        var text = new StringBuilder("tool                 ms a call   ms a thing\n");
        foreach (var (name, cost) in profile.Tools)
            text.Append(CultureInfo.InvariantCulture, $"{name,-20} {cost.FixedMicros / 1000,9:0.0000}   {cost.PerElementMicros / 1000,10:0.0000}\n");
        return Encoding.UTF8.GetBytes(text.Append(CultureInfo.InvariantCulture, $"on {profile.Device}; written to {path}\n").ToString());
    }
}
