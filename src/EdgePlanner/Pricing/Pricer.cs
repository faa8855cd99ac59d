using EdgePlanner.Binding;
using EdgePlanner.Language;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Pricing;

/// <summary>Works out what a plan costs at most, before it runs.</summary>
public sealed class Pricer(CostProfile profile)
{
    /// <summary>The dearest that a run can be when no set from nothing holds more than <paramref name="cap"/> things.</summary>
    public long Price(BoundPlan plan, int cap)
    {
        Span<int> sizes = stackalloc int[PlanLimits.Statements];
        var total = 0L;
        var steps = plan.Steps;
        for (var i = 0; i < steps.Length; i++)
        {
            ref readonly var step = ref steps[i];
            total += StepPrice(plan, step, sizes, cap, out sizes[i]);
        }
        return total;
    }

    /// <summary>The plan with the largest cap that keeps within the budget; null where none does, with the reason in the bag.</summary>
    public PricedPlan? Fit(BoundPlan plan, TimeSpan budget, DiagnosticBag diagnostics)
    {
        var limit = WorkUnits.Of(budget);
        var price = Price(plan, ThingSet.Capacity);
        if (price <= limit)
            return new(plan, profile, ThingSet.Capacity, price);
        if (Price(plan, 1) is var least && least > limit)
        {
            diagnostics.Add(OverBudget(plan, least, budget));
            return null;
        }
        // The price never falls as the cap grows.
        var (fits, tooMany) = (1, ThingSet.Capacity);
        while (tooMany - fits > 1)
        {
            var middle = (fits + tooMany) / 2;
            (fits, tooMany) = Price(plan, middle) <= limit ? (middle, tooMany) : (fits, middle);
        }
        return new(plan, profile, fits, Price(plan, fits));
    }

    private long StepPrice(BoundPlan plan, in BoundStep step, ReadOnlySpan<int> sizes, int cap, out int size)
    {
        var (first, sum, largest) = (-1, 0, 0);
        foreach (var argument in plan.ArgumentsOf(step))
        {
            // Constants are never sets.
            if (argument < 0 || !TypeSet.Things.Contains(plan.Steps[argument].Type))
                continue;
            first = first < 0 ? sizes[argument] : first;
            sum += sizes[argument];
            largest = Math.Max(largest, sizes[argument]);
        }
        size = SizeOf(step.Tool.Size, Math.Max(0, first), sum, largest, cap);
        var price = WorkUnits.Of(profile.CostOf(step.Tool), sum);
        return step.Tool.RepairsPhrase ? price + RepairPrice(plan, step, cap) : price;
    }

    /// <summary>Most elements of a result; a set never holds more than 64.</summary>
    internal static int SizeOf(ResultSize size, int first, int sum, int largest, int cap) => Math.Min(ThingSet.Capacity, size switch
    {
        ResultSize.One => 1,
        ResultSize.First => first,
        ResultSize.Sum => sum,
        ResultSize.Largest => largest,
        _ => cap,
    });

    private long RepairPrice(BoundPlan plan, in BoundStep step, int cap)
    {
        var repair = PhraseRepair.For(plan, step);
        return repair is null ? 0 : WorkUnits.Of(profile.CostOf(step.Tool), 0) + WorkUnits.Of(profile.CostOf(repair.Where), cap);
    }

    private Diagnostic OverBudget(BoundPlan plan, long least, TimeSpan budget)
    {
        Span<int> sizes = stackalloc int[PlanLimits.Statements];
        var (dearest, most) = (0, -1L);
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            var price = StepPrice(plan, plan.Steps[i], sizes, 1, out sizes[i]);
            if (price > most)
                (dearest, most) = (i, price);
        }
        ref readonly var step = ref plan.Steps[dearest];
        return new(
            DiagnosticCode.OverBudget, step.Span, $"this plan takes up to {Milliseconds(least)} ms, even with one thing per set",
            $"at most {budget.TotalMilliseconds:0.###} ms", null, $"its dearest step is this one: `{step.Tool.Name}` takes up to {Milliseconds(most)} ms");
    }

    private static string Milliseconds(long units) => FormattableString.Invariant($"{(double)units / WorkUnits.PerMillisecond:0.###}");
}
