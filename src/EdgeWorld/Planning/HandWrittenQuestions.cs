using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Scenes;
using EdgeWorld.Planning.Seeds;
using EdgeWorld.Planning.Splits;

namespace EdgeWorld.Planning;

/// <summary>The questions of a split that people wrote. Kept whether or not their answers differ between scenes: nobody wrote them for the scenes.</summary>
internal sealed class HandWrittenQuestions(PlanSplit split, SceneSearch search, ScenePool pool, WorldRandom random)
{
    private readonly PlanReading _reading = new(PrimitiveCatalog.Standard);

    public IEnumerable<PlanQuestion> All()
    {
        if (FileOf(split) is not { } file)
            yield break;
        var (pairs, number) = (HandWritten.Shipped(file), 0);
        foreach (var pair in pairs)
            yield return QuestionOf(pair, file, number++);
    }

    private static string? FileOf(PlanSplit split) => split switch
    {
        PlanSplit.Paraphrase => "paraphrases",
        PlanSplit.Unanswerable => "unanswerable",
        PlanSplit.Adversarial => "adversarial",
        _ => null,
    };

    private PlanQuestion QuestionOf(HandWritten pair, string file, int number)
    {
        var id = $"{PlanSplits.NameOf(split)}-hand-{number}";
        if (pair.Plan.Length == 0)
            return new PlanQuestion(id, pair.Question, pair.Language, "unanswerable", "unanswerable", file, 0, "", 0, [], Unanswered());
        var (canonical, plan) = _reading.Read(pair.Plan, $"{file}.txt, block {pair.Block}, '{pair.Question}'");
        var scenes = search.Differing(plan, pool.Pick(random).Placed) ?? search.Any(plan);
        return new PlanQuestion(id, pair.Question, pair.Language, FamilyOf(plan), KindOf(plan), file, plan.Plan.Steps.Length, canonical, plan.Price.TotalMilliseconds, [], scenes);
    }

    private AskedOn[] Unanswered() => [.. Enumerable.Range(0, SceneSearch.Fewest).Select(_ => pool.Pick(random)).Select(scene => new AskedOn(scene.Source, scene.Frame, Value.Unknown(PlanType.Text, "it cannot be told")))];

    private static string FamilyOf(PricedPlan plan) => plan.Plan.Steps[plan.Plan.ResultStep].Tool.Name;

    private static string KindOf(PricedPlan plan)
    {
        foreach (ref readonly var step in plan.Plan.Steps)
        {
            if (step.Tool.Name == "match")
                return "matching";
            if (step.Tool.Family == "Memory and events")
                return "memory";
        }
        return plan.Plan.ResultType is PlanType.Boxes or PlanType.Tracks ? "detection" : "compositional";
    }
}
