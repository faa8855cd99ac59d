using EdgeWorld.Scenes;
using Xunit;

namespace EdgeWorld.Tests.Scenarios;

public sealed class EncounterTests
{
    public static TheoryData<string, string, int> Collisions()
    {
        var data = new TheoryData<string, string, int>();
        foreach (var type in (string[])["rear-end", "side", "pedestrian"])
        {
            foreach (var view in (string[])["vehicle", "person", "pole"])
            {
                for (var seed = 1; seed <= 3; seed++)
                    data.Add(type, view, seed);
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Collisions))]
    public void Collision_AtItsLabelledMoment_TheTwoTouchAndNotBefore(string type, string view, int seed)
    {
        using var world = Worlds.Open($"scenario=collision-{type}&view={view}&seed={seed}&fps=120");
        var label = Assert.Single(world.Labels);
        Assert.Equal(("collision", type.Replace('-', '_')), (label.Kind, label.Type));
        Assert.True(label.ClosingMps > 1, $"closing speed {label.ClosingMps}");
        var before = Run(world, label, label.MomentS - 0.5);
        var shortly = Run(world, label, label.MomentS - 0.1);
        var at = Run(world, label, label.MomentS);
        Assert.True(before > shortly && shortly > 0, $"gap {before} m half a second before, {shortly} m shortly before");
        Assert.InRange(at, -0.4, 0.01);
    }

    [Theory]
    [MemberData(nameof(Collisions))]
    public void NearMiss_Throughout_TheTwoNeverTouchButComeNear(string type, string view, int seed)
    {
        using var world = Worlds.Open($"scenario=near-miss-{type}&view={view}&seed={seed}&fps=12");
        var label = Assert.Single(world.Labels);
        Assert.Equal("near_miss", label.Kind);
        Assert.InRange(label.GapM, 0.05, 2.0);
        var smallest = double.MaxValue;
        while (world.Seconds < label.MomentS + 2)
        {
            world.Advance();
            smallest = Math.Min(smallest, Gap(world.Graph(), label));
        }
        Assert.InRange(smallest, 0.02, 2.1);
    }

    [Fact]
    public void Collision_OwnVehicleStrikes_ShowsInItsTelemetry()
    {
        var found = false;
        for (var seed = 1; seed < 12 && !found; seed++)
        {
            using var world = Worlds.Open($"scenario=collision-rear-end&view=vehicle&seed={seed}");
            var label = world.Labels[0];
            if (!label.Tracks.Contains(0))
                continue;
            found = true;
            var hardest = 0.0;
            while (world.Seconds < label.MomentS + 0.5)
            {
                world.Advance();
                hardest = Math.Min(hardest, world.Graph().Ego.AccelMps2);
            }
            Assert.True(hardest < -5, $"hardest braking {hardest} m/s²");
        }
        Assert.True(found);
    }

    private static double Run(StreetWorld world, SceneLabel label, double untilSeconds)
    {
        while (world.Seconds < untilSeconds - 1e-3)
            world.Advance();
        return Gap(world.Graph(), label);
    }

    /// <summary>Gap of the two from the graph alone, by sampling the outline of one against the rectangle of the other.</summary>
    private static double Gap(SceneGraph graph, SceneLabel label)
    {
        var (a, b) = (Rectangle(graph, label.Tracks[0]), Rectangle(graph, label.Tracks[1]));
        return Math.Min(OutlineTo(a, b), OutlineTo(b, a));
    }

    private static (double X, double Y, double Sin, double Cos, double L, double W) Rectangle(SceneGraph graph, int track)
    {
        if (track == 0)
        {
            // The own vehicle heads where its camera does.
            var h = graph.Camera.HeadingDeg * Math.PI / 180;
            return (graph.Ego.PositionM[0], graph.Ego.PositionM[1], Math.Sin(h), Math.Cos(h), graph.Ego.SizeM![0], graph.Ego.SizeM[1]);
        }
        var thing = graph.Objects.First(o => o.TrackId == track);
        var heading = thing.HeadingDeg * Math.PI / 180;
        return (thing.PositionM[0], thing.PositionM[1], Math.Sin(heading), Math.Cos(heading), thing.SizeM[0], thing.SizeM[1]);
    }

    private static double OutlineTo(
        (double X, double Y, double Sin, double Cos, double L, double W) a, (double X, double Y, double Sin, double Cos, double L, double W) b)
    {
        var least = double.MaxValue;
        for (var i = 0; i < 400; i++)
        {
            var t = (i % 100 / 50.0) - 1;
            var (along, across) = (i / 100) switch { 0 => (t, 1.0), 1 => (t, -1.0), 2 => (1.0, t), _ => (-1.0, t) };
            double l = along * a.L / 2, w = across * a.W / 2;
            double x = a.X + (a.Sin * l) + (a.Cos * w) - b.X, y = a.Y + (a.Cos * l) - (a.Sin * w) - b.Y;
            double inL = Math.Abs((x * b.Sin) + (y * b.Cos)) - (b.L / 2), inW = Math.Abs((x * b.Cos) - (y * b.Sin)) - (b.W / 2);
            var distance = inL > 0 && inW > 0 ? Math.Sqrt((inL * inL) + (inW * inW)) : Math.Max(inL, inW);
            least = Math.Min(least, distance);
        }
        return least;
    }
}
