using System.Text.Json;
using EdgeEngines.Detecting;
using EdgeEngines.Tracking;
using EdgeHost.Evaluating;
using EdgeWorld;
using EdgeWorld.Exporting;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

/// <summary>The real tracker and the real events on a detector that knows the truth: the definitions must let a perfect eye come out
/// well, and a bad one not.</summary>
public sealed class TrackerEvalTests(ITestOutputHelper output)
{
    [Fact]
    public void Run_WhoSeesTheTruth_TellsMostOfIt()
    {
        var figures = Measure((thing, _) => thing.Ignored ? [] : [OracleDetector.Exact(thing)]);
        Assert.True(Figure(figures, "idf1") > 0.9);
        Assert.True(Figure(figures, "event_precision") >= 0.95);
        Assert.True(Figure(figures, "event_recall") > 0.95);
    }

    [Fact]
    public void Run_WhoSeesIgnoredObjectsToo_IsNotBlamed()
    {
        var figures = Measure((thing, _) => [OracleDetector.Exact(thing)]);
        Assert.True(Figure(figures, "idf1") > 0.86);
        Assert.True(Figure(figures, "event_precision") > 0.85);
        Assert.True(Figure(figures, "event_recall") > 0.85);
    }

    [Fact]
    public void Run_WhoSeesGhosts_LosesPrecision()
    {
        var figures = Measure((thing, frame) => thing.Ignored ? [] :
            [OracleDetector.Exact(thing), OracleDetector.Exact(thing) with { BoxInSource = Ghost(thing, frame) }]);
        Assert.InRange(Figure(figures, "idf1"), 0.5, 0.75);
        Assert.True(Figure(figures, "event_precision") < 0.75);
    }

    [Fact]
    public void Run_WhoIsBlind_HasNothingRight()
    {
        var figures = Measure((_, _) => []);
        Assert.Equal(0, Figure(figures, "idf1"));
        Assert.Equal(0, Figure(figures, "event_recall"));
    }

    /// <summary>Its own box moved to where nothing is: above the picture's upper edge.</summary>
    private static Box Ghost(SceneObject thing, int frame) =>
        new((float)thing.Box[0], -2000 - (float)thing.Box[3] - (frame % 2), (float)thing.Box[2], -2000 - (float)thing.Box[1] - (frame % 2));

    private JsonElement Measure(Func<SceneObject, int, IEnumerable<Detection>> change)
    {
        IReadOnlyList<WorldOptions> films = [.. WorldSplit.Films(SplitPart.Test, 4)];
        using var oracle = new OracleDetector(films, change);
        var report = new EvalReport(new TestWriter(output));
        new TrackerEval(oracle, new TestFilms(films, 180, 1), new TrackerOptions()).Run(report, CancellationToken.None);
        return JsonElement.Parse(report.ToJson());
    }

    private static double Figure(JsonElement figures, string key) => figures.GetProperty(key).GetDouble();

    private sealed class TestWriter(ITestOutputHelper output) : StringWriter
    {
        public override void WriteLine(string? value) => output.WriteLine(value ?? "");
    }
}
