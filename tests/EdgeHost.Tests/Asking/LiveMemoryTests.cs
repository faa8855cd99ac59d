using EdgeEngines.Detecting;
using EdgeHost.Asking;
using EdgeHost.Memory;
using EdgeHost.Tests.Memory;
using EdgePlanner;
using EdgePlanner.Answering;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgePlanner.Worlds;
using EdgeWorld;
using EdgeWorld.Oracle;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeHost.Tests.Asking;

/// <summary>The memory's tools of the live world, by hand and against the oracle's memory of the same run.</summary>
public sealed class LiveMemoryTests : IDisposable
{
    private readonly MemoryFile _file = MemoryFile.Open(null, create: true);
    private readonly SceneMemory _memory;

    public LiveMemoryTests() => _memory = new SceneMemory(_file, Noun.Names);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public async Task Ask_WhereTheKeysAre_SaysPlaceAndHowLongAgo()
    {
        _file.Write(Notes.Seen(10_000, 1, "keys", "table"), Notes.Seen(9_000, 2, "keys", "bench"));
        Assert.Equal("On the table, 20 minutes ago.", (await AskAsync("where did I leave my keys?", nowS: 11_200)).Text);
        Assert.Equal("On the table, before camera hall, 20 minutes ago.", (await AskAsync("where did I leave my keys?", nowS: 11_200, camera: "kitchen")).Text);
        Assert.Equal("I cannot tell: none is remembered.", (await AskAsync("where did I leave my phone?", nowS: 11_200)).Text);
    }

    /// <summary>What is in sight is seen now, however long ago it was written.</summary>
    [Fact]
    public async Task Ask_WhereTheKeysAre_InSight_IsNow()
    {
        _file.Write(Notes.Seen(10_000, 1, "keys", "table"));
        Assert.Equal("On the table, now.", (await AskAsync("where did I leave my keys?", 11_200, things: [new(new Box(1, 1, 9, 9), "keys", 0.9f, 0, 0, 20)])).Text);
    }

    [Fact]
    public void Plan_OverRememberedThings_NarrowsByWhatIsRemembered()
    {
        _file.Write(
            Notes.Watching(9_000), Notes.Seen(9_000, 1, "car"), Notes.Looked(9_000, 1, "car", new Look("red", null, "road", null)), Notes.Seen(9_100, 2, "car"),
            Notes.Looked(9_100, 2, "car", new Look("blue", null, "road", null)), Notes.Seen(9_200, 3, "car"), Notes.Watching(10_000));
        Assert.Equal("3", Run("c = seen_between(\"cars\", start=2000)\nn = count(c)\nreturn n", 10_000));
        Assert.Equal("1", Run("c = seen_between(\"cars\", start=2000)\nr = where(c, \"red\")\nn = count(r)\nreturn n", 10_000));
        Assert.Equal("2", Run("c = seen_between(\"cars\", start=2000)\nr = where(c, \"road\")\nn = count(r)\nreturn n", 10_000));
        Assert.Equal("1", Run("a = seen_between(\"cars\", start=2000)\nb = seen_between(\"vehicle\", start=850)\nc = intersect(a, b)\nd = seen_between(\"car\", start=950, end=850)\nr = union(c, d)\nx = without(r, d)\nn = count(x)\nreturn n", 10_000));
        Assert.Equal("a red car", Run("c = seen_between(\"cars\", start=2000)\nr = where(c, \"red\")\nd = describe(r)\nreturn d", 10_000));
        Assert.Equal("unknown (nothing is remembered of that time)", Run("c = seen_between(\"cars\", start=5000, end=4000)\nn = count(c)\nreturn n", 10_000));
    }

    /// <summary>
    /// Every class of an indoor run, each frame noted as a tracker would: when it was last seen and on what is what the oracle, which remembers
    /// the graphs themselves, says of the same plans.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void LastSeen_OverAnIndoorRun_AgreesWithTheOraclesMemory(int seed)
    {
        using var world = new StreetWorld(WorldOptions.Parse($"sim:street?scenario=indoor-room&seed={seed}"));
        List<SceneGraph> graphs = [];
        var watch = new Watch("hall", false, []);
        for (var frame = 0; frame < 60; frame++)
        {
            var graph = world.Graph();
            graphs.Add(graph);
            _file.Write([Notes.Watching(graph.TimeS, watch), .. graph.Objects.Where(thing => !thing.Ignored).SelectMany(thing => Noted(graph.TimeS, thing, watch))]);
            for (var step = 0; step < 10; step++)
                world.Advance();
        }
        var oracle = new OracleWorld(graphs[^1], graphs[..^1]);
        var live = World(graphs[^1].TimeS);
        var compared = 0;
        foreach (var kind in WorldClasses.Names)
        {
            var plan = $"t = last_seen(\"{kind}\")\nreturn t";
            var (expected, actual) = (Run(plan, oracle), Run(plan, live));
            Assert.Equal(expected, actual);
            compared += actual.StartsWith("unknown", StringComparison.Ordinal) ? 0 : 1;
            foreach (var (start, end) in ((int, int)[])[(20, 0), (7, 3), (90_000, 80_000)])
            {
                var between = $"c = seen_between(\"{kind}\", start={start}, end={end})\nn = count(c)\nreturn n";
                // A track is in sight from first to last; the oracle knows the frames in which it is hidden as well.
                var (oracles, ours) = (Run(between, oracle), Run(between, live));
                Assert.True(oracles == ours || int.Parse(ours, null) >= int.Parse(oracles, null), $"{kind} {start} {end}: {oracles}, {ours}");
            }
        }
        Assert.True(compared >= 4);
    }

    private static IEnumerable<MemoryNote> Noted(double atS, SceneObject thing, Watch watch)
    {
        yield return Notes.Seen(atS, thing.TrackId, thing.Class, watch: watch);
        yield return Notes.Looked(atS, thing.TrackId, thing.Class, new Look(thing.Attributes.Colour, null, thing.Attributes.Place, null)) with { Watch = watch };
    }

    private LiveWorld World(double nowS, string? camera = null, List<SeenThing>? things = null) =>
        new(things ?? [], (640, 360), nowS, null, null, null) { Past = new Recollections(_memory, camera, false) };

    private static PlanChecker Checker() =>
        new(PrimitiveCatalog.Standard.For(Capabilities.Detector | Capabilities.Encoder | Capabilities.Memory | Capabilities.Events), CostProfile.Declared);

    private string Run(string plan, double nowS) => Run(plan, World(nowS));

    private static string Run(string source, IWorld world)
    {
        var plan = Checker().Check(source, TimeSpan.FromHours(1));
        Assert.True(plan.Plan is not null, plan.Explain());
        return new Interpreter(TimeProvider.System).Run(plan.Plan, world).Value.ToString();
    }

    private async Task<Answer> AskAsync(string question, double nowS, string? camera = null, List<SeenThing>? things = null) =>
        await new QueryPipeline([new RetrievalPlanner()], Checker(), TimeProvider.System).AskAsync(
            new Query(question, TimeSpan.FromSeconds(5)), World(nowS, camera, things), TestContext.Current.CancellationToken);
}
