using System.CommandLine;
using EdgeHost.Configuration;
using EdgeHost.Evaluating;
using EdgeHost.Evaluating.Planners;
using EdgeWorld.Planning.Splits;
using EdgeWorld.Questions;

namespace EdgeHost.Cli;

/// <summary><c>edgehost eval planner</c>: whole answers, on the truth or through the engines, and plans split by split.</summary>
internal static class EvalPlannerCommand
{
    public static Command Build()
    {
        var asked = new Option<string?>("--questions") { Description = "Questions as `data questions` writes them; default: the frozen set.", HelpName = "FILE" };
        var world = new Option<QuestionWorldKind>("--world")
        {
            Description = "Whether plans run on the truth or on what the shipped engines see.",
            HelpName = "oracle|engine",
            DefaultValueFactory = _ => QuestionWorldKind.Oracle,
        };
        var planner = new Option<string?>("--planner")
        {
            Description = "Name or folder of a code model, retrieval, known, or always-one-tool; default: device, the tiers of one that nothing is set for.", HelpName = "NAME",
        };
        var split = new Option<string?>("--split") { Description = $"all, some of {string.Join(", ", FrozenSplits.All.Select(PlanSplits.NameOf))}, or {PlannerSplits.OnlyClevr} with --clevr; default: all where neither --questions nor --world is given.", HelpName = "NAMES" };
        var count = new Option<int?>("--count") { Description = "The first questions of each split only.", HelpName = "N" };
        var frozen = new Option<string?>("--frozen") { Description = "The planner before it learnt from rewards: for what was gained.", HelpName = "DIR" };
        var ceiling = new Option<string?>("--ceiling") { Description = "A planner that was shown every plan: for how much of the way was gone.", HelpName = "DIR" };
        var clevr = new Option<string?>("--clevr") { Description = "Folder of CLEVR's published text: its untouched scenes too.", HelpName = "DIR" };
        var engine = new Option<int>("--engine") { Description = "So many questions of the frozen set through the shipped engines too (slow).", HelpName = "N" };
        var detector = EvalCommands.Model("street-detector");
        var images = EvalCommands.Model("street-dual-encoder-image", "--image");
        var texts = EvalCommands.Model("street-dual-encoder-text", "--text");
        var list = new Option<bool>("--list") { Description = "Every answer that is not right, on standard error." };
        var command = new Command("planner", "Answers to questions about street films.") { asked, world, planner, split, count, frozen, ceiling, clevr, engine, detector, images, texts, list };
        return EvalCommands.Measuring(command, async (result, settings, report, cancellationToken) =>
        {
            using var book = new PlannerBook(settings);
            var (name, told) = (result.GetValue(planner) ?? PlannerBook.Device, result.GetValue(list) ? System.Console.Error : null);
            report.Add("planner", name);
            var isPlain = result.GetResult(asked) is not { Implicit: false } && result.GetResult(world) is not { Implicit: false };
            if (isPlain || result.GetValue(split) is not null)
            {
                var splits = SplitsOf(result.GetValue(split) ?? "all", result.GetValue(clevr));
                await new PlannerSplits(book, splits, result.GetValue(count), result.GetValue(clevr), told)
                    .RunAsync(name, result.GetValue(frozen), result.GetValue(ceiling), report, cancellationToken);
            }
            if (result.GetValue(split) is null)
                await AskAsync(QuestionSet(result.GetValue(asked)), result.GetValue(world), report, "");
            if (result.GetValue(engine) > 0)
                await AskAsync([.. QuestionGenerator.Frozen().Take(result.GetValue(engine))], QuestionWorldKind.Engine, report, "engine_");

            async Task AskAsync(IReadOnlyList<StreetQuestion> questions, QuestionWorldKind kind, EvalReport to, string prefix)
            {
                using var engines = kind == QuestionWorldKind.Engine
                    ? QuestionEngines.Load(settings, result.GetValue(detector)!, result.GetValue(images)!, result.GetValue(texts)!)
                    : null;
                IQuestionWorlds worlds = engines is null ? new OracleWorlds() : engines.Worlds(settings);
                var eval = new PlannerEval(questions, worlds, offer => book.Open(name, offer), told);
                await eval.RunAsync(cancellationToken);
                if (prefix.Length > 0)
                {
                    to.Add("engine_right", eval.Total.Share(eval.Total[AnswerVerdict.Right]), $"{questions.Count} questions through the engines");
                    return;
                }
                to.Add("world", kind.ToString().ToLowerInvariant());
                eval.Report(to);
            }
        });
    }

    private static IReadOnlyList<StreetQuestion> QuestionSet(string? file) => file is null ? QuestionGenerator.Frozen() : QuestionLines.Read(file);

    private static IReadOnlyList<PlanSplit> SplitsOf(string names, string? clevr)
    {
        if (names == "all")
            return FrozenSplits.All;
        if (names == PlannerSplits.OnlyClevr)
            return clevr is not null ? [] : throw new SettingsException([$"--split {names}: whose scenes are not known; name the folder of CLEVR's published text with --clevr"]);
        PlanSplit[] splits = [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(PlanSplits.Parse)];
        return splits.Contains(PlanSplit.Train) || splits.Length == 0
            ? throw new SettingsException([$"--split {names}: nothing is measured on train; expected all, or some of {string.Join(", ", FrozenSplits.All.Select(PlanSplits.NameOf))}"])
            : splits;
    }
}

internal enum QuestionWorldKind
{
    Oracle,
    Engine,
}
