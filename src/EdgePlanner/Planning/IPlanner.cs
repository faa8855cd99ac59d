namespace EdgePlanner.Planning;

/// <summary>Question in, plan text out. What comes out is checked like anything a stranger wrote: a planner is never trusted.</summary>
public interface IPlanner
{
    /// <summary>In every answer, so that it is known which tier wrote the plan.</summary>
    string Name { get; }

    /// <summary>Does not throw for a question that it has no plan for: it says so in the proposal.</summary>
    ValueTask<PlanProposal> PlanAsync(PlanRequest request, CancellationToken cancellationToken);
}
