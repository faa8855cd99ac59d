using System.CommandLine;
using EdgeHost.Asking;
using EdgeHost.Configuration;
using EdgeHost.Detecting;
using EdgeHost.Rewards;
using EdgePlanner.Running;

namespace EdgeHost.Cli;

/// <summary><c>edgehost ask</c>: a question about a camera, a film or a scene.</summary>
internal static class AskCommand
{
    /// <summary>There was no answer; why is on standard output.</summary>
    private const int NotAnswered = 3;

    public static Command Build()
    {
        var defaults = new AskRequest { Question = "" };
        var question = new Argument<string>("QUESTION") { Description = "In English, e.g. \"how many red cars are closer than ten metres?\"." };
        var source = new Option<string?>("--source") { Description = "A camera, a video, a picture folder, sim:street.", HelpName = "URI" };
        var scene = new Option<string?>("--scene") { Description = "Scene graphs as `sim export` writes them, a line a frame: asks the truth, without engines.", HelpName = "FILE" };
        var line = new Option<int>("--frame") { Description = "Which line of the scene file, from 0.", HelpName = "N", DefaultValueFactory = _ => 0 };
        var frames = new Option<int>("--frames") { Description = "Frames of the source that are watched first.", HelpName = "N", DefaultValueFactory = _ => defaults.Frames };
        var budget = new Option<double>("--budget") { Description = "Most milliseconds of work.", HelpName = "MS", DefaultValueFactory = _ => defaults.Budget.TotalMilliseconds };
        var model = new Option<string>("--model") { Description = "Detector.", HelpName = "MODEL", DefaultValueFactory = _ => defaults.Detector };
        var explain = new Option<bool>("--explain") { Description = "The plan, and each step with its result." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output, nothing else." };
        var settings = new SettingsArguments();
        var command = new Command("ask", "Ask a question about what a camera sees.") { question, source, scene, line, frames, budget, model, explain, json };
        settings.AddTo(command);
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(() =>
        {
            var request = new AskRequest
            {
                Question = result.GetValue(question)!,
                Source = result.GetValue(source),
                Scene = result.GetValue(scene),
                SceneFrame = result.GetValue(line),
                Frames = result.GetValue(frames),
                Budget = TimeSpan.FromMilliseconds(Math.Clamp(result.GetValue(budget), 0, 3_600_000)),
                Detector = result.GetValue(model)!,
            };
            var configuration = settings.Sources(result).Build();
            var read = SettingsReader.Read(configuration);
            // Blocks on the source and the engines: a thread of its own.
            return Task.Factory.StartNew(
                async () =>
                {
                    using var loggers = LoggerFactory.Create(builder => ConsoleLogging.Add(builder, configuration));
                    // Waits for the disk only once the answer is out.
                    using var rewards = Rewarding.Open(read, TimeProvider.System, loggers);
                    var run = new AskRun(read, request, rewards, System.Console.Error, TimeProvider.System);
                    var asked = await run.ExecuteAsync(cancellationToken);
                    StandardOutput.TryWrite(result.GetValue(json) ? AskOutput.Json(asked) : AskOutput.Text(asked.Answer, result.GetValue(explain)));
                    return asked.Answer.Outcome == OutcomeKind.Answered ? 0 : NotAnswered;
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }));
        return command;
    }
}
