using BenchmarkDotNet.Attributes;
using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgeWorld;
using EdgeWorld.Oracle;

namespace Edge.Benchmarks;

/// <summary>A plan of six statements: checked (read, looked up, priced), and run on the truth of a street with twenty objects.</summary>
[MemoryDiagnoser]
public class PlanBenchmarks
{
    private const string Source =
        "cars = find(\"car\")\nnear = within(cars, metres=30)\nred = where(near, \"red\", \"moving\")\nn = count(red)\nfew = compare(n, 2, \"at_most\")\nreturn few\n";

    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(10);

    private readonly PlanChecker _checker = new(PrimitiveCatalog.Standard.For(Capabilities.All), CostProfile.Declared);
    private readonly Interpreter _interpreter = new(TimeProvider.System);
    private PricedPlan _plan = null!;
    private OracleWorld _world = null!;

    [GlobalSetup]
    public void Open()
    {
        _plan = _checker.Check(Source, s_budget).Plan ?? throw new InvalidOperationException("the plan must check");
        for (var seed = 0; ; seed++)
        {
            using var street = new StreetWorld(WorldOptions.Parse($"sim:street?scenario=traffic&seed={seed}"));
            _world = new OracleWorld(street.Graph());
            if (_world.Find("thing", 64, default).Count == 20)
                return;
        }
    }

    [Benchmark]
    public CheckedPlan Check() => _checker.Check(Source, s_budget);

    [Benchmark]
    public PlanOutcome Run() => _interpreter.Run(_plan, _world);

    [Benchmark]
    public PlanOutcome RunAgainstTheClock() => _interpreter.Run(_plan, _world, s_budget);
}
