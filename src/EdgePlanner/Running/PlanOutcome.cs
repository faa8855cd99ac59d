using EdgePlanner.Language;
using EdgePlanner.Values;

namespace EdgePlanner.Running;

/// <summary>What came of a plan.</summary>
/// <param name="Value">The answer; unknown or nothing where there is none.</param>
/// <param name="Reason">Why there is no answer; null where there is one.</param>
/// <param name="ChargedUnits">Work charged, in nanoseconds of this device.</param>
public sealed record PlanOutcome(
    OutcomeKind Kind, Value Value, Trace Trace, IReadOnlyList<Diagnostic> Diagnostics, string? Reason, long ChargedUnits)
{
    /// <summary>A plan that did not check, or is too dear. The reason says what, where, and what would do.</summary>
    public static PlanOutcome Refused(CheckedPlan plan)
    {
        var first = plan.Diagnostics[0];
        var dear = plan.Diagnostics is [{ Code: DiagnosticCode.OverBudget }];
        var reason = dear
            ? $"{first.Message}; {first.Expected} are allowed: ask with a larger budget"
            : $"{first.Message} (line {plan.LineOf(first)} of the plan{(first.Hint is null ? "" : $"; {first.Hint}")})";
        return new(dear ? OutcomeKind.OverBudget : OutcomeKind.Rejected, Value.None, Trace.Empty, plan.Diagnostics, reason, 0);
    }
}
