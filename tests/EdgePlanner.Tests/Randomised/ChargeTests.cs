using EdgePlanner.Binding;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgePlanner.Tests.Randomised;

/// <summary>
/// No plan that passes the checker is charged more than its price. The charge is counted here again, from the trace: what each call was given
/// and what one such call costs.
/// </summary>
public sealed class ChargeTests
{
    private const int Plans = 100_000;

    [Fact]
    public void Run_AnySoundPlan_IsChargedNoMoreThanItsPrice()
    {
        var worlds = Enumerable.Range(0, 50).Select(RandomScene.Of).ToArray();
        var interpreter = new Interpreter(new FakeTimeProvider());
        var kinds = new Dictionary<OutcomeKind, int>();
        var (shrunk, refused, atPrice) = (0, 0, 0);
        for (var seed = 0; seed < Plans; seed++)
        {
            var random = new Random(seed);
            var profile = Profile(random);
            var source = RandomPlan.Of(seed);
            var ample = new PlanChecker(Tests.Plans.Everything, profile).Check(source, Tests.Plans.Ample);
            Assert.True(ample.Plan is not null, source + "\n" + ample.Explain());
            // Every third plan has less than it could take at most.
            var budget = seed % 3 == 0 ? ample.Plan.Price * random.NextDouble() : ample.Plan.Price;
            if (new PlanChecker(Tests.Plans.Everything, profile).Check(source, budget).Plan is not { } plan)
            {
                refused++;
                continue;
            }
            var outcome = interpreter.Run(plan, worlds[seed % worlds.Length]);
            var charged = Recount(plan.Plan, outcome.Trace, profile);
            Assert.Equal(charged, outcome.ChargedUnits);
            Assert.True(charged <= plan.PriceUnits && plan.Price <= budget + TimeSpan.FromTicks(1), source);
            Assert.True(outcome.Kind is OutcomeKind.Answered or OutcomeKind.Unknown, $"{source}\n{outcome.Kind}: {outcome.Reason}");
            kinds[outcome.Kind] = kinds.GetValueOrDefault(outcome.Kind) + 1;
            shrunk += plan.IsShrunk ? 1 : 0;
            atPrice += charged == plan.PriceUnits ? 1 : 0;
        }
        // The test means nothing where all plans are alike.
        Assert.True(kinds[OutcomeKind.Answered] > Plans / 4 && kinds[OutcomeKind.Unknown] > Plans / 50, string.Join(", ", kinds));
        Assert.True(shrunk > Plans / 50 && refused > Plans / 50 && atPrice > Plans / 50, $"{shrunk} shrunk, {refused} refused, {atPrice} at their price");
    }

    private static CostProfile Profile(Random random) => new()
    {
        Tools = PrimitiveCatalog.Standard.Tools.ToDictionary(tool => tool.Name, _ => new ToolCost(random.Next(100), random.Next(4) * random.NextDouble())),
    };

    private static long Recount(BoundPlan plan, Trace trace, CostProfile profile)
    {
        var results = new Dictionary<int, Value>();
        var (total, repaired) = (0L, 0);
        foreach (var step in trace.Steps)
        {
            var tool = step.Tool.Name;
            var given = 0;
            var unknown = false;
            if (step.Repair is null)
            {
                foreach (var argument in plan.ArgumentsOf(plan.Steps[step.Step]))
                {
                    var value = argument >= 0 ? results[argument] : plan.Constant(argument);
                    given += value.Type is PlanType.Boxes or PlanType.Tracks ? value.Set.Count : 0;
                    unknown |= value.IsUnknown;
                }
            }
            else if (tool == "where")
            {
                given = repaired;
            }
            repaired = step.Result.Set.Count;
            results[step.Step] = tool == "find" && step.Repair is not null ? results[step.Step] : step.Result;
            // What is unknown beforehand is not called; three tools look at unknowns themselves.
            if (unknown && tool is not ("both" or "either" or "choose"))
                continue;
            var cost = profile.Tools[tool];
            total += (long)Math.Ceiling(1000 * (cost.FixedMicros + (cost.PerElementMicros * given)));
        }
        return total;
    }
}
