using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgeWorld.Oracle;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeWorld.Tests.Planning;

/// <summary>Two people and a car on four hand-made pictures of 100 pixels, a second apart; the gate stands in the middle.</summary>
public sealed class WatchedLinesTests
{
    private static readonly Dictionary<string, double> s_lines = new(StringComparer.OrdinalIgnoreCase) { ["gate"] = 0.5 };

    /// <summary>Middles, by track and second: one goes over and back, one stays left, the car goes over at once.</summary>
    private static readonly (string Kind, double[] MiddlesX)[] s_things = [("person", [20, 60, 80, 40]), ("person", [10, 20, 30, 40]), ("car", [40, 45, 90, 95])];

    [Theory]
    [InlineData("count_crossings(\"person\", \"gate\", 10)", 2L)]
    [InlineData("count_crossings(\"person\", \"gate\", 0.5)", 1L)]
    [InlineData("count_crossings(\"person\", \"gate\", 10, 0.5)", 1L)]
    [InlineData("count_crossings(\"car\", \"gate\", 10)", 1L)]
    [InlineData("count_crossings(\"car\", \"gate\", 0.5)", 0L)]
    [InlineData("count_crossings(\"vehicle\", \"Gate\", 10)", 1L)]
    [InlineData("count_crossings(\"dog\", \"gate\", 10)", 0L)]
    [InlineData("count_crossings(\"car\", \"door\", 10)", null)]
    [InlineData("count_crossings(\"car\", \"gate\", 100, 50)", null)]
    public void CountCrossings_IsWhatTheMiddlesDo(string call, long? expected)
    {
        var graphs = Enumerable.Range(0, 4).Select(GraphAt).ToArray();
        var world = new OracleWorld(graphs[^1], graphs[..^1], s_lines);
        var plan = new PlanChecker(PrimitiveCatalog.Standard.For(Capabilities.All), CostProfile.Declared).Check($"a = {call}\nreturn a", TimeSpan.FromMinutes(1)).Plan;
        var answer = new Interpreter(TimeProvider.System).Run(plan!, world).Value;
        Assert.Equal(PlanType.Int, answer.Type);
        Assert.Equal(expected, answer.IsKnown ? answer.Integer : null);
    }

    [Fact]
    public void CountCrossings_WithoutLines_CannotBeTold() => Assert.Null(new OracleWorld(GraphAt(3), [GraphAt(0)]).CountCrossings("person", "gate", 0, 3));

    private static SceneGraph GraphAt(int second) => new()
    {
        Scenario = "crossing", Seed = 1, Frame = second, TimeS = second, Width = 100, Height = 50, View = "pole", Light = "day", Labels = [],
        Camera = new SceneCamera { PositionM = [0, 0, 3], FocalPx = 80, HeightM = 3, HeadingDeg = 0, PitchDeg = 0, RollDeg = 0 },
        Ego = new SceneEgo { PositionM = [0, 0, 0], VelocityMps = [0, 0], SpeedMps = 0, AccelMps2 = 0, YawRateDps = 0, LatDeg = 0, LonDeg = 0, GnssAccuracyM = 1 },
        Objects =
        [
            .. s_things.Select((thing, track) => new SceneObject
            {
                TrackId = track + 1, Class = thing.Kind, Attributes = new SceneAttributes(), Box = [thing.MiddlesX[second] - 5, 10, thing.MiddlesX[second] + 5, 30], PositionM = [0, 10, 0],
                VelocityMps = [0, 0], SizeM = [1, 1, 1], HeadingDeg = 0, DistanceM = 10, Visible = 1, Ignored = false,
            }),
        ],
    };
}
