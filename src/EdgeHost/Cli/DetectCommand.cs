using System.CommandLine;
using EdgeHost.Configuration;
using EdgeHost.Detecting;

namespace EdgeHost.Cli;

/// <summary><c>edgehost detect</c>: one source through one model onto standard output. No tracker, no broker, no frame dropped.</summary>
internal static class DetectCommand
{
    public static Command Build()
    {
        var model = new Option<string?>("--model") { Description = "Model name or folder; default: the one that ships.", HelpName = "MODEL" };
        var source = new Option<string>("--source") { Description = "A camera, a video, a picture folder.", HelpName = "URI", DefaultValueFactory = _ => ModelsOptions.ShippedCamera };
        var frames = new Option<long?>("--frames") { Description = "Stop after so many frames.", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "One JSON object a frame on standard output, nothing else." };
        var settings = new SettingsArguments();
        var command = new Command("detect", "Print what a model finds in a source.") { model, source, frames, json };
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(() =>
        {
            var read = SettingsReader.Read(settings.Sources(result).Build());
            var run = new DetectRun(read, read.Models.For(result.GetValue(model), result.GetValue(source)!), result.GetValue(source)!, result.GetValue(frames) ?? long.MaxValue);
            // Blocks on the source and the engine: a thread of its own.
            return Task.Factory.StartNew(
                () => run.Execute(result.GetValue(json), cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }));
        return command;
    }
}
