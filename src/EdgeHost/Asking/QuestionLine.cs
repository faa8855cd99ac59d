using EdgeEngines.Detecting;
using EdgePlanner;
using EdgePlanner.Answering;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeHost.Asking;

/// <summary>From a question and something to look at to an answer with its evidence.</summary>
/// <param name="packs">Sets of tools that are switched on.</param>
internal sealed class QuestionLine(ToolPacks packs, TimeProvider time)
{
    /// <param name="offered">What the world can do.</param>
    public Asked Ask(Question question, TimeSpan budget, IWorld world, Capabilities offered, CancellationToken cancellationToken)
    {
        var checker = new PlanChecker(PrimitiveCatalog.Standard.For(offered, packs), CostProfile.Declared);
        var pipeline = new QueryPipeline([new RetrievalPlanner()], checker, time);
        // On the caller's thread, which is one for questions: planners and tools that block keep nobody else.
        var answer = pipeline.AskAsync(new Query(question.Text, budget), world, cancellationToken).AsTask().GetAwaiter().GetResult();
        return new Asked(answer) { Id = question.Id, Evidence = question.Evidence == EvidenceKind.None ? [] : Evidence(answer, world) };
    }

    /// <summary>The things of the last set that the plan made: what was counted, compared or described.</summary>
    private static List<Box> Evidence(Answer answer, IWorld world)
    {
        List<Box> boxes = [];
        if (answer.Last is not { } last)
            return boxes;
        for (var i = last.Outcome.Trace.Count - 1; i >= 0; i--)
        {
            var result = last.Outcome.Trace.Steps[i].Result;
            if (result is not { Type: PlanType.Boxes, IsKnown: true })
                continue;
            foreach (var thing in result.Set)
                boxes.Add(world.BoxOf(thing));
            break;
        }
        return boxes;
    }
}
