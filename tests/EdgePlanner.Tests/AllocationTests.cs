using EdgePlanner.Running;
using EdgePlanner.Tests.Scenes;
using Xunit;

namespace EdgePlanner.Tests;

public sealed class AllocationTests
{
    private const string Source =
        "cars = find(\"car\")\nnear = within(cars, metres=10)\nred = where(near, \"red\", \"moving\")\nn = count(red)\nfew = compare(n, 2, \"at_most\")\nreturn few\n";

    private const int Times = 200;

    [Fact]
    public void Check_SixStatements_AllocatesAtMostFourKilobytes() =>
        Assert.InRange(Least(() => Plans.Check(Source)), 1, 4096);

    /// <summary>The values, the trace and the outcome: nothing for a step (the world of these tests allocates in its own <c>where</c>, so the plan has none).</summary>
    [Fact]
    public void Run_LongerPlans_AllocateNoMoreForAStepThanItsValueAndTrace()
    {
        var interpreter = new Interpreter(TimeProvider.System);
        var world = Yard.World();
        long Bytes(int steps)
        {
            var plan = Plans.Sound("c = find(\"car\")\nd0 = moving(c)\n" + string.Concat(Enumerable.Range(1, steps).Select(i => $"d{i} = within(d{i - 1}, 50)\n")) + $"return d{steps}");
            return Least(() => interpreter.Run(plan, world));
        }
        Assert.InRange((Bytes(18) - Bytes(2)) / 16, 1, 128);
    }

    /// <summary>The least of many times: what the runtime itself allocates beside it comes and goes.</summary>
    private static long Least(Func<object> work)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Times; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            GC.KeepAlive(work());
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
