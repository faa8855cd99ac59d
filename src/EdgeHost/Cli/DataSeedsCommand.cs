using System.CommandLine;
using EdgeWorld.Clevr;
using EdgeWorld.Planning.Seeds;

namespace EdgeHost.Cli;

/// <summary><c>edgehost data seeds</c>: the hand-written pairs that a planner begins with.</summary>
internal static class DataSeedsCommand
{
    public static Command Build()
    {
        var to = new Option<string>("--out") { Description = "A file of JSON lines.", HelpName = "FILE", Required = true };
        var augment = new Option<int>("--augment") { Description = "Variants of each pair with other words and renamed tools. Default: none.", HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "Same seed, same variants.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var clevr = new Option<string?>("--clevr") { Description = "Programs of CLEVR's reference about its training scenes instead, 270 of them, from the published text.", HelpName = "DIR" };
        var command = new Command("seeds", "Write the hand-written pairs of question and plan (JSON lines).") { to, augment, seed, clevr };
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(async () =>
        {
            var seeds = result.GetValue(clevr) is { } folder ? SeedPairs.OfClevr(new ClevrQuiz(folder), result.GetValue(seed)) : new SeedPairs();
            foreach (var leftOut in seeds.LeftOut)
                await System.Console.Error.WriteLineAsync($"left out: {leftOut}");
            var written = 0;
            await using var lines = new StreamWriter(result.GetValue(to)!);
            foreach (var pair in seeds.Take(result.GetValue(augment), result.GetValue(seed)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await lines.WriteLineAsync(pair.ToJson());
                written++;
            }
            System.Console.WriteLine($"wrote {written} pairs, made of {seeds.Count}, to {result.GetValue(to)}");
            return 0;
        }));
        return command;
    }
}
