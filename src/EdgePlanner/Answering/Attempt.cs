using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;

namespace EdgePlanner.Answering;

/// <summary>One plan for a question, and what came of it.</summary>
/// <param name="Planner">Who wrote it.</param>
/// <param name="Plan">As it was written.</param>
public sealed record Attempt(string Planner, double Confidence, string Plan, PlanOutcome Outcome)
{
    /// <summary>Null for a plan that did not check.</summary>
    public PricedPlan? Priced { get; init; }

    /// <summary>Planners of better tiers that had no plan, and why.</summary>
    public IReadOnlyList<Declined> PassedOver { get; init; } = [];

    /// <summary>What a planner is told that is to write another one.</summary>
    public string Fault => Outcome.Diagnostics.Count > 0
        ? string.Join('\n', Outcome.Diagnostics.Select(d => $"{d.Slug}: {d.Message}{(d.Hint is null ? "" : $" ({d.Hint})")}"))
        : $"{Outcome.Kind}: {Outcome.Reason}";

    /// <summary>A set that is as large as the budget let it be may have left things out.</summary>
    internal string? Caveat
    {
        get
        {
            if (Priced is not { IsShrunk: true } priced)
                return null;
            foreach (ref readonly var step in Outcome.Trace.Steps)
            {
                if (step.Tool.Size == ResultSize.Cap && step.Result.IsKnown && step.Result.Set.Count >= priced.Cap)
                    return $"(The budget pays for {priced.Cap} {(priced.Cap == 1 ? "thing" : "things")} a set: there may be more. Ask with a larger budget.)";
            }
            return null;
        }
    }
}

/// <param name="Why">For the one who asked.</param>
public sealed record Declined(string Planner, string Why);
