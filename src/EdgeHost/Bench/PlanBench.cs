using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgeWorld;
using EdgeWorld.Oracle;
using EdgeWorld.Questions;

namespace EdgeHost.Bench;

/// <summary>A plan of six statements: read, looked up and priced, then run on the truth of a street with twenty objects.</summary>
internal sealed class PlanBench : IBench
{
    private const string Source =
        "cars = find(\"car\")\nnear = within(cars, metres=30)\nred = where(near, \"red\", \"moving\")\nn = count(red)\nfew = compare(n, 2, \"at_most\")\nreturn few\n";

    private const int Objects = 20;
    private const int MostFilms = 1_000;
    private const int Rounds = 300;

    /// <summary>Together they take long enough for the clock, which ticks tenths of a microsecond.</summary>
    private const int CallsARound = 50;
    private const int WarmUpCalls = 20_000;

    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(10);

    public Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        var checker = new PlanChecker(PrimitiveCatalog.Standard.For(Capabilities.All), CostProfile.Declared);
        var interpreter = new Interpreter(TimeProvider.System);
        var plan = checker.Check(Source, s_budget).Plan ?? throw new InvalidOperationException("the plan must check");
        var world = TwentyObjects();
        for (var i = 0; i < WarmUpCalls; i++)
        {
            checker.Check(Source, s_budget);
            interpreter.Run(plan, world, cancellation: cancellationToken);
        }
        var (check, run) = Median.MicrosecondsInTurn(
            Rounds, () => Repeat(() => checker.Check(Source, s_budget)), () => Repeat(() => interpreter.Run(plan, world, cancellation: cancellationToken)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < CallsARound; i++)
            checker.Check(Source, s_budget);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        report.Add("check_us", check / CallsARound);
        report.Add("check_bytes", bytes / (double)CallsARound);
        report.Add("run_us", run / CallsARound, FormattableString.Invariant($"on {Objects} objects"));
        return Task.CompletedTask;
    }

    private static void Repeat(Func<object> call)
    {
        for (var i = 0; i < CallsARound; i++)
            call();
    }

    private static OracleWorld TwentyObjects()
    {
        for (var seed = 0UL; seed < MostFilms; seed++)
        {
            var graph = StreetFrames.At(new WorldOptions { Scenario = "traffic", Seed = seed }, 0);
            if (graph.Objects.Count(thing => !thing.Ignored) == Objects)
                return new OracleWorld(graph);
        }
        throw new BenchSkippedException($"none of {MostFilms} films begins with {Objects} objects");
    }
}
