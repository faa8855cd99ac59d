using EdgeHost.Teaching;
using EdgePlanner.Planning;
using EdgePlanner.Tools;
using EdgeWorld.Planning;

namespace EdgeHost.Evaluating.Planners;

/// <summary>A planner; one for each set of tools that is offered.</summary>
internal sealed class PlannerContender(string name, PlanPrompts prompts, Func<ToolOffer, IPlanner> planner) : IContender
{
    /// <summary>For the work of a plan.</summary>
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(30);

    private readonly Dictionary<ToolOffer, (IPlanner Planner, HashSet<string> Offered)> _planners = [];

    public string Name => name;

    public async ValueTask<Contribution> AskAsync(PlanQuestion question, CancellationToken cancellationToken)
    {
        var offer = prompts.OfferOf(question);
        if (!_planners.TryGetValue(offer, out var known))
            _planners[offer] = known = (planner(offer), [.. offer.Tools.Select(tool => tool.Name)]);
        var proposal = await known.Planner.PlanAsync(new PlanRequest(question.Question, known.Offered, Budget: s_budget), cancellationToken);
        return new Contribution(proposal.Plan, WhyNot: proposal.WhyNot);
    }
}
