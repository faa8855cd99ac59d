using System.Diagnostics;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgePlanner;
using EdgePlanner.Generating;
using EdgePlanner.Planning;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgeWorld.Questions;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Bench;

/// <summary>From a question to a checked plan by a model, one thread, warm: the frozen questions, each once.</summary>
internal sealed class AskedModelBench : IBench
{
    private const int Questions = 200;
    private const int WarmUp = 20;

    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(5);

    public async Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        await using var model = Open(ground.OpenTextModel());
        var offer = PrimitiveCatalog.Standard.For(Capabilities.All);
        var checker = new PlanChecker(offer, CostProfile.Declared);
        var planner = new ModelPlanner(model, model.PromptFor, offer, CostProfile.Declared, PlanWords.Shipped, new ModelPlannerLimits(), TimeProvider.System);
        model.Prepare(planner.GrammarFor(s_budget));
        var questions = QuestionGenerator.Frozen().Select(question => question.Question).Distinct().Take(Questions + WarmUp).ToList();
        var (times, plans) = (new List<double>(), 0);
        for (var i = 0; i < questions.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            var proposal = await planner.PlanAsync(new PlanRequest(questions[i], new HashSet<string>(), Budget: s_budget), cancellationToken);
            var isPlan = proposal.Plan is { } plan && checker.Check(plan, s_budget).Plan is not null;
            if (i < WarmUp)
                continue;
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            plans += isPlan ? 1 : 0;
        }
        times.Sort();
        report.Add("plan_p50_ms", times[times.Count / 2], FormattableString.Invariant($"{model.Name}: {times.Count} questions, {plans} plans"));
        report.Add("plan_p95_ms", times[times.Count * 95 / 100]);
    }

    private static DecoderTextModel Open(ModelFolder folder)
    {
        try
        {
            return TextModelFolder.Open(folder, new EngineOptions(), NullLogger.Instance);
        }
        catch (ModelException e)
        {
            throw new BenchSkippedException(e.Message);
        }
    }
}
