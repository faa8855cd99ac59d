using System.CommandLine;
using EdgeHost.Evaluating;
using EdgePlanner.Planning.Retrieval;
using EdgeWorld.Questions;

namespace EdgeHost.Cli;

/// <summary><c>edgehost eval planner</c>: whole answers, on the truth or through the engines.</summary>
internal static class EvalPlannerCommand
{
    public static Command Build()
    {
        var set = new Option<string?>("--set") { Description = "Questions as `data questions` writes them; default: the frozen set.", HelpName = "FILE" };
        var world = new Option<QuestionWorldKind>("--world")
        {
            Description = "Whether plans run on the truth or on what the shipped engines see.",
            HelpName = "oracle|engine",
            DefaultValueFactory = _ => QuestionWorldKind.Oracle,
        };
        var detector = EvalCommands.Model("street-detector");
        var images = EvalCommands.Model("street-dual-encoder-image", "--image");
        var texts = EvalCommands.Model("street-dual-encoder-text", "--text");
        var list = new Option<bool>("--list") { Description = "Every answer that is not right, on standard error." };
        var command = new Command("planner", "Answers to questions about street films.") { set, world, detector, images, texts, list };
        return EvalCommands.Measuring(command, async (result, settings, report, cancellationToken) =>
        {
            var questions = result.GetValue(set) is { } file ? QuestionLines.Read(file) : QuestionGenerator.Frozen();
            using var engines = result.GetValue(world) == QuestionWorldKind.Engine
                ? QuestionEngines.Load(settings, result.GetValue(detector)!, result.GetValue(images)!, result.GetValue(texts)!)
                : null;
            IQuestionWorlds worlds = engines is null ? new OracleWorlds() : engines.Worlds(settings);
            var eval = new PlannerEval(questions, worlds, new RetrievalPlanner(), result.GetValue(list) ? System.Console.Error : null);
            await eval.RunAsync(cancellationToken);
            report.Add("world", result.GetValue(world).ToString().ToLowerInvariant());
            eval.Report(report);
        });
    }
}

internal enum QuestionWorldKind
{
    Oracle,
    Engine,
}
