using EdgePlanner;
using EdgePlanner.Masking;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;

namespace EdgeWorld.Planning.Seeds;

/// <summary>Checks plans that somebody wrote and says them in the one way that a model may write them.</summary>
internal sealed class PlanReading(PrimitiveCatalog catalog)
{
    private static readonly TimeSpan s_budget = TimeSpan.FromMinutes(1);

    private readonly PlanChecker _checker = new(catalog.For(Capabilities.All), CostProfile.Declared);

    /// <exception cref="WorldException">It does not check, or cannot be said canonically.</exception>
    public (string Canonical, PricedPlan Plan) Read(string plan, string where)
    {
        var check = _checker.Check(plan, s_budget);
        if (check.Plan is not { } sound)
            throw new WorldException($"{where}: the plan does not check\n{check.Explain()}");
        return (CanonicalPlan.Of(sound.Plan) ?? throw new WorldException($"{where}: a call leaves out an argument before one that is given; give it"), sound);
    }

    /// <summary>The same of a plan that nobody vouches for: null where it does not check, or cannot be said canonically.</summary>
    public (string Canonical, PricedPlan Plan)? TryRead(string plan) =>
        _checker.Check(plan, s_budget).Plan is { } sound && CanonicalPlan.Of(sound.Plan) is { } canonical ? (canonical, sound) : null;
}
