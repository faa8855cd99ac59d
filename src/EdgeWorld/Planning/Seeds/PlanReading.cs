using EdgePlanner;
using EdgePlanner.Masking;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgeWorld.Planning.Splits;

namespace EdgeWorld.Planning.Seeds;

/// <summary>Checks plans that somebody wrote and says them in the one way that a model may write them.</summary>
internal sealed class PlanReading(PrimitiveCatalog catalog)
{
    private static readonly TimeSpan s_budget = TimeSpan.FromMinutes(1);

    /// <summary>Over the usual tools.</summary>
    public static PlanReading Standard { get; } = new(PrimitiveCatalog.Standard);

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

    /// <summary>What was made of a pair, as one of its own; null where its plan does not check, or training may not have it.</summary>
    /// <param name="longest">Calls that its plan may have.</param>
    public Seed? TryTeach(Seed from, string question, IEnumerable<string> plan, int longest) =>
        TryRead(string.Join('\n', plan)) is var (canonical, priced) && HeldOut.Objection(question, priced.Plan, longest) is null
            ? new Seed(from.Language, question, canonical, priced.Plan)
            : null;
}
