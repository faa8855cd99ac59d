using EdgePlanner.Binding;

namespace EdgeWorld.Planning.Seeds;

/// <summary>A pair whose plan has been checked.</summary>
/// <param name="Plan">Canonical.</param>
internal sealed record Seed(Language Language, string Question, string Plan, BoundPlan Bound);
