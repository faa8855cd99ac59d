using System.Text.Json;
using EdgeEngines.Detecting;
using EdgeEngines.Models;
using EdgeHost.Evaluating;
using EdgeHost.Tests.Frames;
using EdgeWorld.Exporting;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

public sealed class DetectorEvalTests
{
    private const int Films = 6;

    [Fact]
    public void Run_WhoKnowsTheTruth_HasAMeanOfOneAndIgnoredObjectsCountNeitherWay()
    {
        using var everything = Oracle((thing, _) => [OracleDetector.Exact(thing)]);
        using var countedOnly = Oracle((thing, _) => thing.Ignored ? [] : [OracleDetector.Exact(thing)]);
        var figures = Measure(everything, countedOnly);
        Assert.Equal(1, figures.GetProperty("map50").GetDouble());
        Assert.Equal(1, figures.GetProperty("map50_float").GetDouble());
        Assert.Equal(1, figures.GetProperty("worst_class_ap50").GetDouble());
        Assert.Equal(64, figures.GetProperty("graphs_sha256").GetString()!.Length);
        Assert.True(figures.GetProperty("int8_speedup").GetDouble() > 0);
    }

    [Fact]
    public void Run_OneClassIsNeverFound_IsTheWorstOneAndCostsItsShareOfTheMean()
    {
        using var blind = Oracle((thing, _) => thing.Class == "person" ? [] : [OracleDetector.Exact(thing)]);
        var figures = Measure(blind, null);
        var classes = figures.GetProperty("classes").EnumerateObject().ToList();
        Assert.Equal("person", figures.GetProperty("worst_class").GetString());
        Assert.Equal(0, figures.GetProperty("worst_class_ap50").GetDouble());
        Assert.Equal((classes.Count - 1.0) / classes.Count, figures.GetProperty("map50").GetDouble(), 3);
        Assert.False(figures.TryGetProperty("map50_float", out _));
        Assert.False(figures.TryGetProperty("int8_speedup", out _));
    }

    [Fact]
    public void Run_HalfTheBoxesAreElsewhere_HalvesThePrecision()
    {
        using var stammering = Oracle((thing, _) => thing.Ignored ? [] :
            [OracleDetector.Exact(thing, 0.5f), OracleDetector.Exact(thing, 0.5f) with { BoxInSource = new Box(-900, -900, -800, -800) }]);
        Assert.Equal(0.5, Measure(stammering, null).GetProperty("map50").GetDouble(), 4);
    }

    [Fact]
    public void Run_ModelOfOtherThings_IsRefusedByName()
    {
        using var other = new FakeDetector("birds");
        var message = Assert.Throws<ModelException>(() => Measure(other, null)).Message;
        Assert.Contains("'birds'", message, StringComparison.Ordinal);
        Assert.Contains("thing", message, StringComparison.Ordinal);
    }

    private static OracleDetector Oracle(Func<SceneObject, int, IEnumerable<Detection>> change) => new(WorldSplit.Films(SplitPart.Test, Films), change);

    private static JsonElement Measure(IDetector shipped, IDetector? @float)
    {
        var report = new EvalReport(TextWriter.Null);
        new DetectorEval(shipped, @float, TestFilms.Frozen(Films, 3, 30)) { DuelRounds = 1, DuelTurn = TimeSpan.FromMilliseconds(1) }.Run(report, CancellationToken.None);
        return JsonElement.Parse(report.ToJson());
    }
}
