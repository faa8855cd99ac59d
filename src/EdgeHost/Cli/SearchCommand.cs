using System.CommandLine;
using EdgeHost.Configuration;
using EdgeHost.Detecting;
using EdgeHost.Searching;

namespace EdgeHost.Cli;

/// <summary><c>edgehost search</c>: objects of a source or a gallery by a text or a picture.</summary>
internal static class SearchCommand
{
    public static Command Build()
    {
        var defaults = new SearchRequest();
        var text = new Argument<string?>("TEXT") { Description = "What to look for, e.g. \"red car near the crossing\".", Arity = ArgumentArity.ZeroOrOne };
        var image = new Option<string?>("--image") { Description = "A picture of what to look for, instead of a text.", HelpName = "FILE" };
        var source = new Option<string?>("--source") { Description = "A camera, a video, a picture folder; its objects are indexed first.", HelpName = "URI" };
        var gallery = new Option<string?>("--gallery") { Description = "Where crops are kept; default: for this search only.", HelpName = "FILE" };
        var top = new Option<int>("--top") { Description = "Most matches.", HelpName = "K", DefaultValueFactory = _ => defaults.Top };
        var frames = new Option<long?>("--frames") { Description = "Index so many frames of the source.", HelpName = "N" };
        var pictures = new Option<string?>("--pictures") { Description = "Write the matches' pictures there.", HelpName = "FOLDER" };
        var model = new Option<string>("--model") { Description = "Detector.", HelpName = "MODEL", DefaultValueFactory = _ => defaults.Detector };
        var imageEncoder = new Option<string>("--image-encoder") { Description = "Picture to vector.", HelpName = "MODEL", DefaultValueFactory = _ => defaults.ImageEncoder };
        var textEncoder = new Option<string>("--text-encoder") { Description = "Text to vector.", HelpName = "MODEL", DefaultValueFactory = _ => defaults.TextEncoder };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output, nothing else." };
        var settings = new SettingsArguments();
        var command = new Command("search", "Find objects by a text or a picture.")
        {
            text, image, source, gallery, top, frames, pictures, model, imageEncoder, textEncoder, json,
        };
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(() =>
        {
            var request = new SearchRequest
            {
                Text = result.GetValue(text),
                Image = result.GetValue(image),
                Source = result.GetValue(source),
                Gallery = result.GetValue(gallery),
                Top = result.GetValue(top),
                Frames = result.GetValue(frames) ?? long.MaxValue,
                Pictures = result.GetValue(pictures),
                Detector = result.GetValue(model)!,
                ImageEncoder = result.GetValue(imageEncoder)!,
                TextEncoder = result.GetValue(textEncoder)!,
            };
            var run = new SearchRun(SettingsReader.Read(settings.Sources(result).Build()), request, System.Console.Error, TimeProvider.System);
            // Blocks on the source and the engines: a thread of its own.
            return Task.Factory.StartNew(
                () =>
                {
                    var answer = run.Execute(cancellationToken);
                    StandardOutput.TryWrite(result.GetValue(json) ? SearchOutput.Json(answer) : SearchOutput.Text(answer));
                    return 0;
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }));
        return command;
    }
}
