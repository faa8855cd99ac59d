using EdgePlanner.Running;

namespace EdgePlanner.Rewarding;

/// <summary>What another way of computing said to the same question about the same world.</summary>
public sealed record SecondOpinion(string Plan, PlanOutcome Outcome);
