using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgeWorld.Scenes;

namespace EdgeWorld.Questions;

/// <summary>
/// What a plan should have given, had everything been seen. The two differ where the answer hangs on things that hardly can be seen (too small, too hidden):
/// then neither who sees them nor who does not is wrong.
/// </summary>
/// <param name="Counted">By the things that count.</param>
/// <param name="Noticed">By those that hardly can be seen as well.</param>
public readonly record struct FairTruth(Value Counted, Value Noticed)
{
    /// <summary>What one frame's graph can tell: no writing that a reader would read, and nothing of before.</summary>
    private const Capabilities Told = Capabilities.All & ~(Capabilities.Ocr | Capabilities.Memory | Capabilities.Events);

    private static readonly PlanChecker s_checker = new(PrimitiveCatalog.Standard.For(Told), CostProfile.Declared);

    /// <summary>Null where the truth cannot say: the plan does not check, or wants more than one frame.</summary>
    public static FairTruth? Of(SceneGraph graph, string plan)
    {
        if (s_checker.Check(plan, TimeSpan.FromMinutes(1)).Plan is not { } sound)
            return null;
        var (counted, noticed) = new AskedScene(graph).Run(sound);
        return IsAnswer(counted) && IsAnswer(noticed) ? new FairTruth(counted.Value, noticed.Value) : null;
    }

    private static bool IsAnswer(PlanOutcome outcome) => outcome.Kind is OutcomeKind.Answered or OutcomeKind.Unknown;
}
