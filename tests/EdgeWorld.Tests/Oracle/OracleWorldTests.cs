using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgeWorld.Oracle;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeWorld.Tests.Oracle;

/// <summary>Plans over the truth of real scenes, against what plain loops over the same scene graphs say.</summary>
public sealed class OracleWorldTests
{
    private static readonly PlanChecker s_checker = new(PrimitiveCatalog.Standard.For(Capabilities.All), CostProfile.Declared);

    public static TheoryData<string> Everyday => [.. Worlds.Everyday];

    [Theory]
    [MemberData(nameof(Everyday))]
    public void Plans_OverAScenario_AgreeWithTheGraph(string scenario)
    {
        foreach (var graph in Graphs($"scenario={scenario}&seed=11", frames: 6, every: 40))
        {
            var world = new OracleWorld(graph);
            var counted = graph.Objects.Where(thing => !thing.Ignored).ToArray();
            Assert.Equal(counted.Length, Run(world, "a = find(\"thing\")\nn = count(a)\nreturn n").Integer);
            foreach (var kind in WorldClasses.Names)
            {
                var these = counted.Where(thing => thing.Class == kind).ToArray();
                Assert.Equal(Tracks(these), Find(world, $"a = find(\"{kind}\")\nreturn a"));
                Assert.Equal(
                    Tracks(these.Where(thing => thing.Attributes.Colour == "red" || thing.Attributes.State == "red")),
                    Find(world, $"a = find(\"{kind}\")\nb = where(a, \"red\")\nreturn b"));
                Assert.Equal(
                    Tracks(these.Where(thing => Metres(graph, thing) <= 12)), Find(world, $"a = find(\"{kind}\")\nb = within(a, metres=12)\nreturn b"));
                Assert.Equal(
                    Tracks(these.Where(thing => Speed(thing) > 0.5)), Find(world, $"a = find(\"{kind}\")\nb = moving(a)\nreturn b"));
                if (these.Length > 0)
                    Assert.Equal(these.Min(thing => Metres(graph, thing)), Run(world, $"a = find(\"{kind}\")\nd = distance(a)\nreturn d").Number, 6);
            }
        }
    }

    /// <summary>Left, right and near mean what the graph's own relations mean.</summary>
    [Theory]
    [InlineData("left_of")]
    [InlineData("right_of")]
    [InlineData("near")]
    public void Relations_AreThoseOfTheGraph(string relation)
    {
        var found = 0;
        foreach (var graph in Graphs("scenario=crossing&seed=3", frames: 5, every: 30))
        {
            var world = new OracleWorld(graph);
            var expected = SceneRelations.Of(graph, 100_000).Where(r => r.Relation == relation && Kind(graph, r.Object) == "person").Select(r => r.Subject);
            var actual = Find(world, $"a = find(\"thing\")\np = find(\"person\")\nx = {relation}(a, p)\nreturn x");
            Assert.Equal(expected.Distinct().Order(), actual);
            found += actual.Length;
        }
        Assert.True(found > 0);
    }

    /// <summary>The street runs along y and so does the vehicle: its lanes are strips of x, 3.3 m wide, around its camera.</summary>
    [Theory]
    [InlineData("own", 0)]
    [InlineData("left", -1)]
    [InlineData("right", 1)]
    public void OnLane_AsTheVehicleDrives_IsTheStripOfTheStreet(string lane, int strip)
    {
        var found = 0;
        for (var seed = 1; seed <= 8; seed++)
        {
            foreach (var graph in Graphs($"scenario=traffic&seed={seed}", frames: 4, every: 40))
            {
                Assert.Equal(("vehicle", 0.0), (graph.View, Math.Round(graph.Camera.HeadingDeg)));
                var expected = Tracks(graph.Objects.Where(thing =>
                    !thing.Ignored && thing.Attributes.Place is ("road" or "crossing")
                    && (int)Math.Round((thing.PositionM[0] - graph.Camera.PositionM[0]) / 3.3) == strip));
                Assert.Equal(expected, Find(new OracleWorld(graph), $"a = find(\"thing\")\nx = on_lane(a, lane=\"{lane}\")\nreturn x"));
                found += expected.Length;
            }
        }
        Assert.True(found > 0);
    }

    [Fact]
    public void ClosingSpeed_IsWhatTheNextFrameShows()
    {
        var graphs = Graphs("scenario=traffic&seed=5", frames: 2, every: 1);
        var (now, next) = (new OracleWorld(graphs[0]), graphs[1]);
        var compared = 0;
        foreach (var thing in now.Find("vehicle", 64, default))
        {
            if (next.Objects.FirstOrDefault(other => other.TrackId == now.TrackOf(thing)) is not { } later)
                continue;
            var closed = now.GroundOf(thing)!.Value.DistanceM - Metres(next, later);
            Assert.Equal(closed / (next.TimeS - graphs[0].TimeS), now.MotionOf(thing)!.Value.ClosingMps, 0.3);
            compared++;
        }
        Assert.True(compared > 0);
    }

    [Fact]
    public void Memory_OfARun_IsWhatItsGraphsShow()
    {
        var graphs = Graphs("scenario=indoor-room&seed=2", frames: 40, every: 10);
        var world = new OracleWorld(graphs[^1], graphs[..^1]);
        var seen = graphs.Where(graph => graph.Objects.Any(thing => thing.Class == "keys" && !thing.Ignored)).ToArray();
        Assert.NotEmpty(seen);
        var last = Run(world, "t = last_seen(\"keys\")\nreturn t");
        Assert.Equal(seen[^1].TimeS, last.Number);
        Assert.StartsWith("on the ", last.Text, StringComparison.Ordinal);
        var middle = (int)(graphs[^1].TimeS - graphs[20].TimeS);
        var expected = graphs.Where(graph => graph.TimeS >= graphs[^1].TimeS - middle).SelectMany(graph => graph.Objects)
            .Where(thing => thing.Class == "cup" && !thing.Ignored).Select(thing => thing.TrackId).Distinct().Count();
        Assert.Equal(expected, Run(world, $"c = seen_between(\"cup\", start={middle})\nn = count(c)\nreturn n").Integer);
        Assert.True(Run(world, "c = seen_between(\"cup\", start=90000, end=80000)\nn = count(c)\nreturn n").IsUnknown);
    }

    [Fact]
    public void Happened_Collision_OnceItsMomentIsPast()
    {
        var graphs = Graphs("scenario=collision-rear-end&seed=4", frames: 60, every: 10);
        var moment = Assert.Single(graphs[0].Labels).MomentS;
        foreach (var graph in graphs)
        {
            var answer = Run(new OracleWorld(graph), "x = happened(\"collision\", start=3600)\nreturn x");
            Assert.Equal(Value.OfBool(moment <= graph.TimeS), answer);
        }
        Assert.True(moment > graphs[0].TimeS && moment <= graphs[^1].TimeS);
        Assert.True(Run(new OracleWorld(graphs[0]), "x = happened(\"storm\")\nreturn x").IsUnknown);
    }

    [Fact]
    public void Where_WordOfNoOpinion_IsUnknown()
    {
        var world = new OracleWorld(Graphs("scenario=traffic&seed=5", 1, 1)[0]);
        Assert.True(Run(world, "a = find(\"car\")\nb = where(a, \"wooden\")\nreturn b").IsUnknown);
        Assert.True(Run(world, "a = find(\"car\")\nb = largest(a)\nc = material(b)\nreturn c").IsUnknown);
    }

    private static Value Run(OracleWorld world, string source)
    {
        var plan = s_checker.Check(source, TimeSpan.FromHours(1));
        Assert.True(plan.Plan is not null, plan.Explain());
        return new Interpreter(TimeProvider.System).Run(plan.Plan, world).Value;
    }

    private static int[] Find(OracleWorld world, string source)
    {
        var tracks = new List<int>();
        foreach (var thing in Run(world, source).Set)
            tracks.Add(world.TrackOf(thing));
        return [.. tracks.Order()];
    }

    private static SceneGraph[] Graphs(string query, int frames, int every)
    {
        using var world = Worlds.Open(query);
        var graphs = new SceneGraph[frames];
        for (var frame = 0; frame < frames; frame++)
        {
            graphs[frame] = world.Graph();
            for (var i = 0; i < every; i++)
                world.Advance();
        }
        return graphs;
    }

    private static int[] Tracks(IEnumerable<SceneObject> things) => [.. things.Select(thing => thing.TrackId).Order()];

    private static string Kind(SceneGraph graph, int track) => graph.Objects.First(thing => thing.TrackId == track).Class;

    private static double Speed(SceneObject thing) => Math.Sqrt((thing.VelocityMps[0] * thing.VelocityMps[0]) + (thing.VelocityMps[1] * thing.VelocityMps[1]));

    private static double Metres(SceneGraph graph, SceneObject thing)
    {
        double x = thing.PositionM[0] - graph.Camera.PositionM[0], y = thing.PositionM[1] - graph.Camera.PositionM[1];
        return Math.Sqrt((x * x) + (y * y));
    }
}
