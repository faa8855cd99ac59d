namespace EdgePlanner.Planning;

/// <param name="Question">As asked.</param>
/// <param name="OfferedTools">Names of the tools that can be used now.</param>
/// <param name="Failed">The plan before, where this is the one re-plan: its text and what was wrong with it.</param>
/// <param name="Budget">The most that the plan's work may take; null where it is not known yet.</param>
public sealed record PlanRequest(string Question, IReadOnlySet<string> OfferedTools, FailedPlan? Failed = null, TimeSpan? Budget = null);

/// <param name="Fault">Diagnostics, or the step that found nothing.</param>
public sealed record FailedPlan(string Plan, string Fault);

/// <summary>A plan, or why there is none.</summary>
/// <param name="Plan">Null where the planner has none.</param>
/// <param name="Confidence">0 to 1, by the planner's own measure.</param>
/// <param name="WhyNot">For the one who asked: what was not understood and what would be.</param>
public sealed record PlanProposal(string? Plan, double Confidence, string? WhyNot = null);
