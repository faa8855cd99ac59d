using EdgeEngines.Detecting;
using EdgeHost.Planning;
using EdgeHost.Tooling;
using EdgePlanner;
using EdgePlanner.Answering;
using EdgePlanner.Tools;
using EdgePlanner.Worlds;

namespace EdgeHost.Asking;

/// <summary>From a question and something to look at to an answer with its evidence. One thread at a time.</summary>
/// <param name="packs">Sets of tools that are switched on.</param>
/// <param name="tiers">Who writes the plans; the caller's. Null: <see cref="PlannerTiers.RetrievalOnly"/>.</param>
/// <param name="budget">That most questions have.</param>
internal sealed class QuestionLine(Toolbox toolbox, ToolPacks packs, TimeProvider time, PlannerTiers? tiers = null, TimeSpan? budget = null)
{
    /// <summary>Of each set of engines that was looked with: made once, their costs are read from a file.</summary>
    private readonly Dictionary<(Capabilities Offered, string Engines), QueryPipeline> _pipelines = [];

    /// <param name="offered">What the world can do.</param>
    /// <param name="engines">Those that it looks with (<see cref="EngineNames"/>); none for a world that knows the truth.</param>
    public Asked Ask(Question question, TimeSpan budget, IWorld world, Capabilities offered, IReadOnlyList<string> engines, CancellationToken cancellationToken)
    {
        // On the caller's thread, which is one for questions: planners and tools that block keep nobody else.
        var pipeline = For(offered, engines);
        var answer = pipeline.AskAsync(new Query(question.Text, budget), world, cancellationToken).AsTask().GetAwaiter().GetResult();
        return new Asked(answer)
        {
            Id = question.Id,
            Evidence = question.Evidence == EvidenceKind.None ? [] : Boxes(answer, world),
            Otherwise = (work, cancellation) => pipeline.AskOtherwise(answer, world, work, cancellation),
        };
    }

    private QueryPipeline For(Capabilities offered, IReadOnlyList<string> engines)
    {
        var key = (offered, string.Join('\n', engines));
        if (!_pipelines.TryGetValue(key, out var pipeline))
            _pipelines[key] = pipeline = toolbox.Pipeline(offered, packs, engines, time, tiers, budget);
        return pipeline;
    }

    private static List<Box> Boxes(Answer answer, IWorld world)
    {
        List<Box> boxes = [];
        foreach (var thing in answer.Evidence)
            boxes.Add(world.BoxOf(thing));
        return boxes;
    }
}
