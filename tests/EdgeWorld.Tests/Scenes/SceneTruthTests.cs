using EdgeWorld.Actors;
using EdgeWorld.Drawing;
using EdgeWorld.Numerics;
using EdgeWorld.Scenes;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;
using Xunit;

namespace EdgeWorld.Tests.Scenes;

public sealed class SceneTruthTests
{
    /// <summary>Shapes may reach this far (metres) over their nominal upright box: limbs in stride, a swung door, wheels.</summary>
    private static double OverhangOf(string name) => name switch
    {
        "person" => 0.75,
        "door" => 1.2,
        "dog" => 0.35,
        "motorcycle" or "bicycle" => 0.25,
        "stop sign" => 0.06,
        "car" or "truck" or "bus" => 0.05,
        "keys" or "cup" => 0.04,
        _ => 0.03,
    };

    [Theory]
    [InlineData("traffic&view=vehicle")]
    [InlineData("crossing&view=person")]
    [InlineData("pavement&view=pole")]
    [InlineData("parking&view=person")]
    [InlineData("indoor-room")]
    [InlineData("indoor-corridor")]
    public void Box_EveryObject_IsTheProjectionOfIts3DExtent(string query)
    {
        var seen = 0;
        using var world = Worlds.Open($"scenario={query}&seed=11");
        for (var frame = 0; frame < 60; frame++)
        {
            var graph = world.Graph();
            var view = SceneTruth.ViewOf(graph);
            foreach (var thing in graph.Objects)
            {
                if (thing.Box[0] <= 0 || thing.Box[1] <= 0 || thing.Box[2] >= 640 || thing.Box[3] >= 360 || thing.Attributes.State == "fallen")
                    continue;
                if (SceneTruth.ProjectExtent(thing, view) is not { } extent)
                    continue;
                // Metres to pixels at the object's nearest corner, so that the allowance is in the picture's measure.
                var slack = 1 + (OverhangOf(thing.Class) * view.FocalPx / Math.Max(0.4, thing.DistanceM - (thing.SizeM[0] / 2)));
                var text = $"{thing.Class} {thing.TrackId} frame {graph.Frame}: box {string.Join(',', thing.Box)}, extent {extent}";
                Assert.True(thing.Box[0] >= extent.X1 - slack && thing.Box[1] >= extent.Y1 - slack, text);
                Assert.True(thing.Box[2] <= extent.X2 + slack && thing.Box[3] <= extent.Y2 + slack, text);
                // And not much smaller: the shape fills its extent from top to bottom.
                Assert.True(thing.Box[3] - thing.Box[1] >= ((extent.Y2 - extent.Y1) * 0.6) - 2, text);
                seen++;
            }
            for (var i = 0; i < 10; i++)
                world.Advance();
        }
        Assert.True(seen > 200, $"only {seen} boxes");
    }

    [Theory]
    [InlineData("traffic&view=vehicle&seed=4")]
    [InlineData("crossing&view=person&seed=5")]
    [InlineData("parking&view=pole&seed=6")]
    [InlineData("pavement&view=person&seed=8")]
    [InlineData("indoor-room&seed=2")]
    [InlineData("indoor-corridor&seed=3")]
    [InlineData("collision-pedestrian&view=pole&seed=3")]
    public void Box_EveryObjectDrawnAlone_BoundsItsPixels(string query)
    {
        var compared = 0;
        using var world = Worlds.Open($"scenario={query}");
        for (var frame = 0; frame < 12; frame++)
        {
            for (var i = 0; i < 20; i++)
                world.Advance();
            foreach (var thing in world.Graph().Objects)
            {
                var pixels = world.PaintAlone(thing.TrackId, withLoose: false);
                if (pixels is null || (thing.Box[2] - thing.Box[0]) * (thing.Box[3] - thing.Box[1]) < 144)
                    continue;
                var drawn = BoundsOf(pixels, 640, 360);
                var text = $"{thing.Class} {thing.TrackId} frame {world.FrameIndex}: box {string.Join(',', thing.Box)}, drawn {drawn}";
                // Pixels covered by a fifth or more; a thin tip may cover less, and so may what just reaches into the picture.
                var cut = thing.Box[0] <= 0 || thing.Box[1] <= 0 || thing.Box[2] >= 640 || thing.Box[3] >= 360;
                var slack = cut ? 6 : 1.6;
                Assert.True(Math.Abs(drawn.X1 - thing.Box[0]) <= slack && Math.Abs(drawn.X2 - thing.Box[2]) <= slack, text);
                Assert.True(Math.Abs(drawn.Y1 - thing.Box[1]) <= slack && Math.Abs(drawn.Y2 - thing.Box[3]) <= slack, text);
                compared++;
            }
        }
        Assert.True(compared > 40, $"only {compared} compared");
    }

    /// <summary>A door straight ahead and a house before it that ends at a share of the door's width: what is left is plain geometry.</summary>
    [Theory]
    [InlineData(-0.6, 1.0)]
    [InlineData(-0.25, 0.75)]
    [InlineData(0.0, 0.5)]
    [InlineData(0.25, 0.25)]
    [InlineData(0.6, 0.0)]
    public void Visible_HouseBeforeADoor_IsTheShareThatItLeaves(double edgeInDoorWidths, double expected)
    {
        var world = new WorldState(new WorldOptions(), ViewKind.Pole, LightKind.Day);
        world.Rig = new PoleRig(new CameraView(640, 360, 460), new Vec3(0, 0, 1.1), 0, 0);
        var door = world.Add(ActorKind.Door);
        (door.Position, door.Heading, door.Length, door.Width, door.Height) = (new Vec3(0, 8, 0), Math.PI, 0.1, 1.2, 2.2);
        var house = world.Add(ActorKind.Building);
        // Its right face is seen from within its x, so the front edge at 4 m cuts the view at edge × 4 / 8 of the door's plane.
        var edgeX = edgeInDoorWidths * door.Width * 4 / 7.97;
        (house.Position, house.Length, house.Width, house.Height) = (new Vec3(edgeX - 5, 4.01, 0), 0.02, 10, 9);
        var composition = new Composition();
        composition.Compose(world, Mood.Of(LightKind.Day));
        var graph = new SceneGraphWriter(world, []).Write(composition, 0);
        // The small buffer's pixels are a 35th of the door.
        Assert.Equal(expected, graph.Objects.SingleOrDefault()?.Visible ?? 0, 0.06);
    }

    [Fact]
    public void Visible_PersonBehindParkedCar_LosesWhatTheCarHides()
    {
        // In the pedestrian encounter somebody steps out from behind parked cars: hidden first, wholly seen on the road.
        using var world = Worlds.Open("scenario=near-miss-pedestrian&view=vehicle&seed=12");
        var person = world.Labels[0].Tracks[1];
        var (least, most) = (1.0, 0.0);
        while (world.Seconds < world.Labels[0].MomentS)
        {
            world.Advance();
            var thing = world.Graph().Objects.FirstOrDefault(o => o.TrackId == person);
            least = Math.Min(least, thing?.Visible ?? 0);
            most = Math.Max(most, thing?.Visible ?? 0);
        }
        Assert.True(least < 0.6, $"never hidden: least visible {least}");
        Assert.True(most > 0.9, $"never seen: most visible {most}");
    }

    [Theory]
    [InlineData(11, 11, 1.0, true)]
    [InlineData(12, 12, 1.0, false)]
    [InlineData(8, 20, 1.0, false)]
    [InlineData(100, 100, 0.39, true)]
    [InlineData(100, 100, 0.4, false)]
    public void IsIgnored_SmallOrHidden_IsIgnored(double width, double height, double visible, bool ignored) =>
        Assert.Equal(ignored, SceneTruth.IsIgnored([5, 5, 5 + width, 5 + height], visible));

    private static (double X1, double Y1, double X2, double Y2) BoundsOf(byte[] bgra, int width, int height)
    {
        (int x1, int y1, int x2, int y2) = (width, height, 0, 0);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (bgra[((y * width) + x) * 4] < 48)
                    continue;
                (x1, y1, x2, y2) = (Math.Min(x1, x), Math.Min(y1, y), Math.Max(x2, x + 1), Math.Max(y2, y + 1));
            }
        }
        return (x1, y1, x2, y2);
    }
}
