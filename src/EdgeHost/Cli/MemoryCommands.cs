using System.CommandLine;
using EdgeHost.Configuration;
using EdgeHost.Detecting;
using EdgeHost.Memory;

namespace EdgeHost.Cli;

/// <summary><c>edgehost memory status | forget</c>: what is remembered, and how to have it forgotten. Both work beside a running host.</summary>
internal static class MemoryCommands
{
    public static Command Build() => new("memory", "What the host remembers of what its cameras saw.") { Status(), Forget() };

    private static Command Status()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output, nothing else." };
        var settings = new SettingsArguments();
        var command = new Command("status", "Where it is, how much there is of what, and since when.") { json };
        settings.AddTo(command);
        command.SetAction((result, _) => EdgeCommands.GuardAsync(() =>
        {
            var options = SettingsReader.Read(settings.Sources(result).Build()).Memory;
            using var file = MemoryFile.Open(options.File(), create: false);
            StandardOutput.TryWrite(result.GetValue(json) ? MemoryOutput.Json(file, options) : MemoryOutput.Text(file, options));
            return Task.FromResult(0);
        }));
        return command;
    }

    private static Command Forget()
    {
        var all = new Option<bool>("--all") { Description = "Everything." };
        var older = new Option<string?>("--older-than") { Description = "What is older: 30m, 12h, 7d.", HelpName = "AGE" };
        var label = new Option<string[]>("--label") { Description = "Everything of things with this label; may be given several times.", HelpName = "LABEL" };
        var settings = new SettingsArguments();
        var command = new Command("forget", "Delete, for good.") { all, older, label };
        settings.AddTo(command);
        command.SetAction((result, _) => EdgeCommands.GuardAsync(() =>
        {
            var request = ForgetRequest.Read(result.GetValue(all), result.GetValue(older), result.GetValue(label) ?? []);
            using var file = MemoryFile.Open(SettingsReader.Read(settings.Sources(result).Build()).Memory.File(), create: false);
            System.Console.WriteLine(request.Do(file, TimeProvider.System));
            return Task.FromResult(0);
        }));
        return command;
    }
}
