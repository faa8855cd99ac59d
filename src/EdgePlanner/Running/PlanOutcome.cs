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
    /// <summary>A plan that did not check, or is too dear.</summary>
    public static PlanOutcome Refused(IReadOnlyList<Diagnostic> diagnostics)
    {
        var dear = diagnostics is [{ Code: DiagnosticCode.OverBudget }];
        return new(dear ? OutcomeKind.OverBudget : OutcomeKind.Rejected, Value.None, Trace.Empty, diagnostics, diagnostics[0].Message, 0);
    }
}
