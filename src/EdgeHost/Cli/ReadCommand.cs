using System.CommandLine;
using EdgeHost.Configuration;
using EdgeHost.Reading;

namespace EdgeHost.Cli;

/// <summary><c>edgehost read</c>: what a text reader reads in a source, onto standard output. No tracker, no broker, no frame dropped.</summary>
internal static class ReadCommand
{
    public static Command Build()
    {
        var source = new Option<string>("--source") { Description = "A camera, a video, a picture folder.", HelpName = "URI", Required = true };
        var detector = new Option<string?>("--detector") { Description = "Model that finds text (ocr-detect); default: the only one there is.", HelpName = "MODEL" };
        var reader = new Option<string?>("--reader") { Description = "Model that reads it (ocr-read); default: the only one there is.", HelpName = "MODEL" };
        var direction = new Option<string?>("--direction") { Description = "Model that tells text upside down (classify); default: none, all text is upright.", HelpName = "MODEL" };
        var frames = new Option<long?>("--frames") { Description = "Stop after so many frames.", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "One JSON object a frame on standard output, nothing else." };
        var settings = new SettingsArguments();
        var command = new Command("read", "Print the texts that are read in a source.") { source, detector, reader, direction, frames, json };
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(() =>
        {
            var read = SettingsReader.Read(settings.Sources(result).Build());
            var models = ReadModels.Find(read.Models, result.GetValue(detector), result.GetValue(reader), result.GetValue(direction));
            var run = new ReadRun(read, models, result.GetValue(source)!, result.GetValue(frames) ?? long.MaxValue);
            // Blocks on the source and the engines: a thread of its own.
            return Task.Factory.StartNew(
                () => run.Execute(result.GetValue(json), cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }));
        return command;
    }
}
