using EdgePlanner.Planning;

namespace EdgeHost.Evaluating.Planners;

/// <summary>Several planners as one: the first that has a plan, as a device asks them.</summary>
internal sealed class TieredPlanner(string name, IReadOnlyList<IPlanner> tiers) : IPlanner
{
    public string Name => name;

    public async ValueTask<PlanProposal> PlanAsync(PlanRequest request, CancellationToken cancellationToken)
    {
        var proposal = new PlanProposal(null, 0, "there is no planner");
        foreach (var tier in tiers)
        {
            proposal = await tier.PlanAsync(request, cancellationToken);
            if (proposal.Plan is not null)
                break;
        }
        return proposal;
    }
}
