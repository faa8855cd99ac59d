using System.CommandLine;
using EdgeEngines.Embedding;
using EdgeEngines.Onnx;
using EdgeHost.Configuration;
using EdgeHost.Evaluating;
using EdgeHost.Frames;

namespace EdgeHost.Cli;

/// <summary><c>edgehost eval detector | tracker | encoder | planner</c>: the shipped models against the truth of the frozen test films. docs/evaluation.md.</summary>
internal static class EvalCommands
{
    private const string Detector = "street-detector";

    public static Command Build() => new("eval", "Measure the shipped models against the street world's truth.") { DetectorCommand(), TrackerCommand(), EncoderCommand(), EvalPlannerCommand.Build() };

    private static Command DetectorCommand()
    {
        var model = Model(Detector);
        var twin = new Option<string?>("--float") { Description = "The model before it was quantized; default: artifacts/models/MODEL-float.", HelpName = "MODEL" };
        var films = Count("--films", "Films of the test split.", 90);
        var frames = Count("--frames", "Pictures of each film.", 16);
        var every = Count("--every", "Take every n-th frame only.", 20);
        var command = new Command("detector", "mAP@0.5 and speed, int8 against float.") { model, twin, films, frames, every };
        return Measuring(command, (result, settings, report, cancellationToken) =>
        {
            var models = new EvalModels(settings);
            var folder = models.Open(result.GetValue(model)!);
            var played = TestFilms.Frozen(result.GetValue(films), result.GetValue(frames), result.GetValue(every));
            using var shipped = EvalModels.LoadWithUnsure(folder);
            using var @float = models.OpenFloat(folder, result.GetValue(twin), report, "map50_float", "int8_speedup") is { } other
                ? EvalModels.LoadWithUnsure(other)
                : null;
            new DetectorEval(shipped, @float, played).Run(report, cancellationToken);
        });
    }

    private static Command TrackerCommand()
    {
        var model = Model(Detector);
        var films = Count("--films", "Films of the test split.", 36);
        var frames = Count("--frames", "Pictures of each film, 30 a second.", 300);
        var command = new Command("tracker", "IDF1 and events, through the whole line.") { model, films, frames };
        return Measuring(command, (result, settings, report, cancellationToken) =>
        {
            var folder = EngineSet.ForTracking(new EvalModels(settings).Open(result.GetValue(model)!), settings.Tracking);
            using var detector = EvalModels.Load(folder);
            new TrackerEval(detector, TestFilms.Frozen(result.GetValue(films), result.GetValue(frames)), settings.Tracking).Run(report, cancellationToken);
        });
    }

    private static Command EncoderCommand()
    {
        var image = Model("street-dual-encoder-image", "--image");
        var text = Model("street-dual-encoder-text", "--text");
        var model = Model(Detector);
        var films = Count("--films", "Films of the test split.", 120);
        var frames = Count("--frames", "Pictures of each film.", 16);
        var every = Count("--every", "Take every n-th frame only.", 20);
        var command = new Command("encoder", "Colours and states, retrieval by text, find by text.") { image, text, model, films, frames, every };
        return Measuring(command, (result, settings, report, cancellationToken) =>
        {
            var models = new EvalModels(settings);
            var detecting = models.Open(result.GetValue(model)!);
            using var images = EvalModels.LoadImages(models.Open(result.GetValue(image)!));
            using var texts = EvalModels.LoadTexts(models.Open(result.GetValue(text)!));
            using var detector = EvalModels.Load(detecting);
            using var proposing = EvalModels.Load(detecting.With(OpenVocabularyFactory.Proposing));
            using var finder = new ProposalDetector(proposing, images, texts, leavesOpen: true);
            var played = TestFilms.Frozen(result.GetValue(films), result.GetValue(frames), result.GetValue(every));
            new EncoderEval(images, texts, detector, finder, played).Run(report, cancellationToken);
        });
    }

    internal static Option<string> Model(string otherwise, string name = "--model") =>
        new(name) { Description = $"Model name or folder; default: {otherwise}.", HelpName = "MODEL", DefaultValueFactory = _ => otherwise };

    private static Option<int> Count(string name, string description, int otherwise) =>
        new(name) { Description = $"{description} Default: {otherwise}.", HelpName = "N", DefaultValueFactory = _ => otherwise };

    private static Command Measuring(Command command, Action<ParseResult, EdgeSettings, EvalReport, CancellationToken> measure) => Measuring(
        command,
        (result, settings, report, cancellationToken) =>
        {
            measure(result, settings, report, cancellationToken);
            return Task.CompletedTask;
        });

    /// <summary>Adds <c>--json</c> and the settings, and runs the measurement where it may block.</summary>
    internal static Command Measuring(Command command, Func<ParseResult, EdgeSettings, EvalReport, CancellationToken, Task> measure)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output (progress goes to standard error)." };
        var settings = new SettingsArguments();
        command.Add(json);
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(() =>
        {
            var read = SettingsReader.Read(settings.Sources(result).Build());
            var report = new EvalReport(System.Console.Error);
            // Blocks on engines for minutes: a thread of its own.
            return Task.Factory.StartNew(
                () => MeasureAsync(() => measure(result, read, report, cancellationToken), result.GetValue(json) ? report : null),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }));
        return command;
    }

    /// <summary>A measurement that was stopped halfway prints no figures.</summary>
    private static async Task<int> MeasureAsync(Func<Task> measure, EvalReport? printed)
    {
        try
        {
            await measure();
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
        if (printed is not null)
            System.Console.WriteLine(printed.ToJson());
        return 0;
    }
}
