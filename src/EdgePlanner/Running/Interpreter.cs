using EdgePlanner.Pricing;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner.Running;

/// <summary>Runs a plan that has been checked and priced. Whatever a tool or a world does, the caller gets an outcome, never an exception.</summary>
public sealed class Interpreter(TimeProvider time)
{
    /// <summary>Runs a plan to its end, or until the time is up or the token is cancelled.</summary>
    /// <param name="wallClock">The longest that it may take by the clock; null for as long as its work takes.</param>
    public PlanOutcome Run(PricedPlan plan, IWorld world, TimeSpan? wallClock = null, CancellationToken cancellation = default)
    {
        if (wallClock is not { } limit)
            return new PlanRun(plan, world, time, TimeSpan.MaxValue, cancellation, cancellation).Run();
        if (limit <= TimeSpan.Zero)
            return new(OutcomeKind.OverBudget, Value.None, Trace.Empty, [], "no time is left", 0);
        using var timer = new CancellationTokenSource(limit, time);
        using var either = cancellation.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation) : null;
        return new PlanRun(plan, world, time, limit, (either ?? timer).Token, cancellation).Run();
    }
}
