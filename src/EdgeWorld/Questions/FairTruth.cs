using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgeWorld.Scenes;

namespace EdgeWorld.Questions;

/// <summary>What a plan should have given, had everything been seen.</summary>
public static class FairTruth
{
    /// <summary>What one frame's graph can tell: no writing that a reader would read, and nothing of before.</summary>
    private const Capabilities Told = Capabilities.All & ~(Capabilities.Ocr | Capabilities.Memory | Capabilities.Events);

    private static readonly PlanChecker s_checker = new(PrimitiveCatalog.Standard.For(Told), CostProfile.Declared);

    /// <summary>Null where the truth cannot say: the plan wants more than one frame, does not check, or its answer hangs on things that hardly can be seen.</summary>
    public static Value? Of(SceneGraph graph, string plan) =>
        s_checker.Check(plan, TimeSpan.FromMinutes(1)).Plan is null ? null : new AskedScene(graph).Truth(plan);
}
