using EdgeEngines.Gguf;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgePlanner;
using EdgePlanner.Generating;
using EdgePlanner.Generating.Gguf;
using EdgePlanner.Masking;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Microsoft.Extensions.Logging.Abstractions;

// Edge.GgufProof FOLDER QUESTIONS: a model folder's GGUF, run as a Jetson would run it (LLamaSharp, the mask of plans on its scores), writes the plans that its ONNX file writes. Started
// by tests/gguf/prove.sh; the exit code is 0 only if it does.
const double noise = 0.5; // of a whole plan's logarithm of probability, where two plans are as good as each other
const double tie = 0.1; // the same of one arithmetic: llama.cpp rounds a prompt otherwise when it is read in other pieces, and of two plans nearer than that either may be written
var folder = ModelFolder.Read(args[0]);
var questions = File.ReadAllLines(args[1]);
var state = Directory.CreateTempSubdirectory("gguf-proof-");
var offer = PrimitiveCatalog.Standard.For(Capabilities.All);
var limits = new ModelPlannerLimits(); // as on a device
var grammar = new PlanGrammar(offer, CostProfile.Declared, TimeSpan.FromSeconds(5), PlanWords.Shipped, limits.MostStatements);
var checker = new PlanChecker(offer, CostProfile.Declared);
var (failures, written) = (0, default(DateTime));
try
{
    await using var onnx = TextModelFolder.Open(folder, new EngineOptions { NativeDirectory = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native") }, NullLogger.Instance);
    var expected = await WriteAsync(onnx, 1);
    for (var start = 1; start <= 2; start++)
    {
        await using var llama = LLamaTextModel.Open(folder, new GgufOptions { GpuLayers = 0, StateDirectory = state.FullName }, NullLogger.Instance);
        var alone = await WriteAsync(llama, 1);
        Check($"start {start}: {questions.Length} plans, each checks", alone.All(plan => checker.Check(plan.Text, grammar.Budget).Plan is not null));
        var same = alone.Zip(expected).Count(pair => pair.First.Text == pair.Second.Text);
        var ties = alone.Zip(expected).Count(pair => pair.First.Text != pair.Second.Text && Math.Abs(pair.First.LogProbability - pair.Second.LogProbability) < noise);
        Check($"start {start}: {same} as the ONNX file's, {ties} others as likely as those", same + ties == questions.Length);
        var apart = alone.Zip(expected).Where(pair => pair.First.Text == pair.Second.Text).Select(pair => Math.Abs(pair.First.LogProbability - pair.Second.LogProbability)).DefaultIfEmpty().Max();
        Check($"start {start}: whole plans' logarithms of probability differ by at most {apart:0.0000}", apart < noise);
        CheckSame($"start {start}: the same plans when they are written side by side", alone, await WriteAsync(llama, questions.Length));
        CheckSame($"start {start}: the same plans again", alone, await WriteAsync(llama, 1));
        await llama.WriteAsync([Documented(llama, questions[0])], default);
        // A start that finds no file that fits writes one.
        var kept = state.EnumerateFiles("*.state").Select(file => file.LastWriteTimeUtc).ToArray();
        Check(start == 1 ? "start 1: what was made of the first prompt is kept" : "start 2: what start 1 kept is taken up again", kept.Length == 1 && (start == 1 || kept[0] == written));
        written = kept.FirstOrDefault();
        var samples = (await llama.WriteAsync([Request(llama, questions[0]) with { Samples = 9, Sampling = new Sampling(1, Seed: 3) }], default))[0];
        Check($"start {start}: 9 samples, each checks", samples.All(plan => plan.End != WritingEnd.Whole || checker.Check(plan.Text, grammar.Budget).Plan is not null));
    }
}
finally
{
    state.Delete(recursive: true);
}
return failures == 0 ? 0 : 1;

WritingRequest Request(DecoderTextModel model, string question) => new(model.PromptFor(question, offer), question, grammar, MostTokens: limits.MostTokens);

// With the documentation of a tool in front, as a prompt has it that is worth keeping. Not for the plans that are compared: of a tool that no question wants the planner is confused,
// and what it is unsure of, two arithmetics tell apart by luck.
WritingRequest Documented(DecoderTextModel model, string question) => Request(model, question) with
{
    Prompt = string.Concat(Enumerable.Repeat("<tool>wheels(things: Boxes) to Int: How many wheels the things have.", 2)) + model.PromptFor(question, offer),
};

async Task<List<WrittenPlan>> WriteAsync(DecoderTextModel model, int together)
{
    var plans = new List<WrittenPlan>();
    foreach (var asked in questions.Chunk(together))
        plans.AddRange((await model.WriteAsync([.. asked.Select(question => Request(model, question))], default)).Select(samples => samples[0]));
    return plans;
}

void CheckSame(string what, List<WrittenPlan> plans, List<WrittenPlan> others)
{
    var differing = plans.Zip(others).Where(pair => pair.First.Text != pair.Second.Text).ToList();
    foreach (var (one, other) in differing)
        Console.WriteLine($"  differs, {one.LogProbability:0.000} and {other.LogProbability:0.000}: {one.Text.ReplaceLineEndings("; ")} | {other.Text.ReplaceLineEndings("; ")}");
    Check(what + (differing.Count > 0 ? $", but for {differing.Count} tied" : ""), differing.All(AreTied));
}

// One tie may lead on to plans that are no longer quite as likely as each other. Where a device would take neither, they may be as far apart as those of two arithmetics.
bool AreTied((WrittenPlan One, WrittenPlan Other) pair)
{
    var isTaken = Math.Max(pair.One.LogProbability, pair.Other.LogProbability) >= Math.Log(limits.LeastConfidence);
    return Math.Abs(pair.One.LogProbability - pair.Other.LogProbability) < (isTaken ? tie : noise);
}

void Check(string what, bool holds)
{
    failures += holds ? 0 : 1;
    Console.WriteLine($"{(holds ? "ok" : "FAILED")}: {what}");
}
