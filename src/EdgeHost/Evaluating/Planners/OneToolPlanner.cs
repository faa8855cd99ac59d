using EdgePlanner.Planning;
using EdgeWorld;

namespace EdgeHost.Evaluating.Planners;

/// <summary>Counts the first kind of thing that a question names, whatever is asked.</summary>
internal sealed class OneToolPlanner : IPlanner
{
    public const string TierName = "always-one-tool";

    public string Name => TierName;

    public ValueTask<PlanProposal> PlanAsync(PlanRequest request, CancellationToken cancellationToken)
    {
        var kind = WorldClasses.Names.Where(name => request.Question.Contains(name, StringComparison.OrdinalIgnoreCase))
            .MinBy(name => request.Question.IndexOf(name, StringComparison.OrdinalIgnoreCase)) ?? "thing";
        return new(new PlanProposal($"a = find(\"{kind}\")\nb = count(a)\nreturn b", 1));
    }
}
