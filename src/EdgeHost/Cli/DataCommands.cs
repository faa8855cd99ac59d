using System.CommandLine;
using EdgeWorld.Exporting;
using EdgeWorld.Questions;

namespace EdgeHost.Cli;

/// <summary><c>edgehost data questions | plans | seeds</c>: what planners are trained and measured with.</summary>
internal static class DataCommands
{
    public static Command Build() => new("data", "Data for training and evaluation, made from the street world.") { Questions(), DataPlansCommand.Build(), DataSeedsCommand.Build() };

    private static Command Questions()
    {
        var to = new Option<string>("--out") { Description = "A file of JSON lines.", HelpName = "FILE", Required = true };
        var count = new Option<int>("--count") { Description = "Questions.", HelpName = "N", DefaultValueFactory = _ => 1_000 };
        var seed = new Option<int>("--seed") { Description = "Same seed, same questions; different ones ask about different films.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var split = new Option<SplitPart>("--split") { Description = "Films of that part of the frozen split.", HelpName = "train|validation|test", DefaultValueFactory = _ => SplitPart.Train };
        var command = new Command("questions", "Write questions about street films with their true answers (JSON lines).") { to, count, seed, split };
        command.SetAction((result, _) => EdgeCommands.GuardAsync(async () =>
        {
            var questions = new QuestionGenerator(result.GetValue(split), result.GetValue(seed)).Take(result.GetValue(count));
            await File.WriteAllBytesAsync(result.GetValue(to)!, QuestionLines.Write(questions), CancellationToken.None);
            System.Console.WriteLine($"wrote {questions.Count} questions to {result.GetValue(to)}");
            return 0;
        }));
        return command;
    }
}
