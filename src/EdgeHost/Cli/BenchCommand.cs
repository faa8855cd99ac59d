using System.CommandLine;
using EdgeHost.Bench;

namespace EdgeHost.Cli;

/// <summary><c>edgehost bench</c>: the figures of docs/performance.md, taken here and now. Quote them from an idle machine.</summary>
internal static class BenchCommand
{
    public static Command Build()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object of numbers on standard output (progress goes to standard error)." };
        var only = new Option<string?>("--only") { Description = "line, latency, allocation, publish, preprocess, jpeg, gallery, fairness or process.", HelpName = "NAME" };
        var model = new Option<string?>("--model") { Description = "Model name or folder.", HelpName = "MODEL" };
        var video = new Option<string?>("--video") { Description = "A video file.", HelpName = "FILE" };
        var picture = new Option<string?>("--picture") { Description = "A JPEG of 1280x720.", HelpName = "FILE" };
        var aot = new Option<string?>("--aot") { Description = "The host published with Native AOT; default: artifacts/aot/EdgeHost.", HelpName = "FILE" };
        var command = new Command("bench", "Measure this machine: line, latency, memory, publishing, pictures.") { json, only, model, video, picture, aot };
        command.Add(Planner());
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(async () =>
        {
            await using var ground = BenchData.Ground(result.GetValue(model), result.GetValue(video), result.GetValue(picture), result.GetValue(aot));
            var report = new BenchReport();
            await new BenchSuite(BenchSuite.Line(), ground, report).RunAsync(result.GetValue(only), cancellationToken);
            if (result.GetValue(json))
                System.Console.WriteLine(report.ToJson());
            return 0;
        }));
        return command;
    }

    private static Command Planner()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object of numbers on standard output (progress goes to standard error)." };
        var only = new Option<string?>("--only") { Description = "plan, mask, decode, askedmodel, clevr, overhead, askedline or engine.", HelpName = "NAME" };
        var clevr = new Option<string?>("--clevr") { Description = "The published text of CLEVR; default: text/clevr in the folder of EDGE_TESTDATA.", HelpName = "DIR" };
        var model = new Option<string?>("--model") { Description = "Name or folder of the model that writes plans; default: street-planner.", HelpName = "MODEL" };
        var command = new Command("planner", "Measure the question line: checking, running, planning, answers, what questions cost the frame line.") { json, only, clevr, model };
        command.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(async () =>
        {
            await using var ground = BenchData.PlannerGround(result.GetValue(clevr), result.GetValue(model));
            var report = new BenchReport();
            await new BenchSuite(BenchSuite.Planner(), ground, report).RunAsync(result.GetValue(only), cancellationToken);
            if (result.GetValue(json))
                System.Console.WriteLine(report.ToJson());
            return 0;
        }));
        return command;
    }
}
