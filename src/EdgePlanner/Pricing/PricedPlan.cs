using EdgePlanner.Binding;
using EdgePlanner.Values;

namespace EdgePlanner.Pricing;

/// <summary>A sound plan that fits its budget.</summary>
/// <param name="Cap">Most elements that a set from nothing (find) may hold: 64, or fewer where the budget asks for it.</param>
/// <param name="PriceUnits">Most that a run can be charged, in nanoseconds of this device.</param>
public sealed record PricedPlan(BoundPlan Plan, CostProfile Profile, int Cap, long PriceUnits)
{
    public TimeSpan Price => WorkUnits.Time(PriceUnits);

    /// <summary>The budget made the sets smaller than they could be.</summary>
    public bool IsShrunk => Cap < ThingSet.Capacity;
}
