using EdgePlanner.Running;

namespace EdgePlanner.Answering;

/// <summary>One plan for a question, and what came of it.</summary>
/// <param name="Planner">Who wrote it.</param>
/// <param name="Plan">As it was written.</param>
public sealed record Attempt(string Planner, double Confidence, string Plan, PlanOutcome Outcome)
{
    /// <summary>What a planner is told that is to write another one.</summary>
    public string Fault => Outcome.Diagnostics.Count > 0
        ? string.Join('\n', Outcome.Diagnostics.Select(d => $"{d.Slug}: {d.Message}{(d.Hint is null ? "" : $" ({d.Hint})")}"))
        : $"{Outcome.Kind}: {Outcome.Reason}";
}
