using System.CommandLine;
using EdgeHost.Teaching;
using EdgeWorld.Clevr;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Splits;

namespace EdgeHost.Cli;

/// <summary><c>edgehost data plans</c>: questions for planners, with scenes and true answers.</summary>
internal static class DataPlansCommand
{
    public static Command Build()
    {
        var to = new Option<string>("--out") { Description = "A file of JSON lines.", HelpName = "FILE", Required = true };
        var split = new Option<string>("--split") { Description = $"Default: train. One of {string.Join(", ", PlanSplits.Names)}.", HelpName = "NAME", DefaultValueFactory = _ => "train" };
        var count = new Option<int>("--count") { Description = "Questions. Default: 4000.", HelpName = "N", DefaultValueFactory = _ => 4_000 };
        var seed = new Option<int>("--seed") { Description = "Same seed, same questions; different ones ask about different films.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var plans = new Option<bool>("--with-plans") { Description = "The reference plans too: for a model that is supervised on them, to know what is the most to be had." };
        var clevr = new Option<string?>("--clevr") { Description = "Questions about CLEVR's scenes instead, from its published text: 400 scenes train, 100 are for every other split.", HelpName = "DIR" };
        var command = new Command("plans", "Write questions for planners, their prompts, scenes and true answers (JSON lines).") { to, split, count, seed, plans, clevr };
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(async () =>
        {
            var wanted = PlanSplits.Parse(result.GetValue(split)!);
            var questions = result.GetValue(clevr) is { } folder
                ? new ClevrQuestions(new ClevrQuiz(folder), wanted != PlanSplit.Train, result.GetValue(seed)).Take(result.GetValue(count))
                : new PlanQuestions(wanted, result.GetValue(seed)).Take(result.GetValue(count));
            var prompts = new PlanPrompts();
            var written = 0;
            await using var lines = new StreamWriter(result.GetValue(to)!);
            foreach (var question in questions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await lines.WriteLineAsync(PlanQuestionLines.Write(question, prompts.Of(question), result.GetValue(plans)));
                written++;
            }
            System.Console.WriteLine($"wrote {written} questions to {result.GetValue(to)}");
            return 0;
        }));
        return command;
    }
}
