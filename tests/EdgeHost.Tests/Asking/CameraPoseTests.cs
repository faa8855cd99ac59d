using EdgeEngines.Detecting;
using EdgeHost.Asking;
using EdgeWorld;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeHost.Tests.Asking;

public sealed class CameraPoseTests(ITestOutputHelper output)
{
    /// <summary>The world knows where everybody stands: their feet in the picture must lead there.</summary>
    [Theory]
    [InlineData("scenario=crossing&seed=3&view=pole")]
    [InlineData("scenario=crossing&seed=5&view=vehicle")]
    [InlineData("scenario=pavement&seed=4&view=person")]
    public void GroundOf_PeopleSeenWhole_LieWithinTheUncertaintyOfTheTruth(string world)
    {
        using var street = new StreetWorld(WorldOptions.Parse($"sim:street?{world}"));
        var (within, asked, worst) = (0, 0, 0.0);
        for (var frame = 0; frame < 120; frame++, street.Advance())
        {
            var graph = street.Graph();
            var pose = new CameraPose(graph.Camera.FocalPx, graph.Camera.HeightM, graph.Camera.PitchDeg);
            foreach (var person in graph.Objects.Where(o => o is { Class: "person", Visible: > 0.97 } && o.DistanceM < 25))
            {
                var box = new Box((float)person.Box[0], (float)person.Box[1], (float)person.Box[2], (float)person.Box[3]);
                if (pose.GroundOf(box, graph.Width, graph.Height) is not { } place)
                    continue;
                var truth = GroundDistance(person, graph);
                asked++;
                // A person's feet are up to a stride away from the point that they stand over.
                within += Math.Abs(place.DistanceM - truth) <= place.UncertaintyM + 0.6 ? 1 : 0;
                worst = Math.Max(worst, Math.Abs(place.DistanceM - truth) / truth);
            }
        }
        output.WriteLine($"{within} of {asked}, worst {worst:0.00} of the distance");
        Assert.True(asked > 20, $"{asked} people only");
        Assert.True(within >= 0.9 * asked, $"{within} of {asked}");
    }

    [Fact]
    public void GroundOf_FeetAtTheHorizonOrOutOfThePicture_IsUnknown()
    {
        var pose = new CameraPose(500, 1.5, 0);
        Assert.Null(pose.GroundOf(new Box(300, 100, 320, 180), 640, 360));
        Assert.Null(pose.GroundOf(new Box(300, 100, 320, 360), 640, 360));
        Assert.Equal(1.5 / (100.0 / 500), pose.GroundOf(new Box(300, 100, 340, 280), 640, 360)!.Value.AheadM, 6);
    }

    [Fact]
    public void GroundOf_LookingDown_SeesTheSameFeetNearer()
    {
        var box = new Box(300, 100, 340, 280);
        Assert.True(new CameraPose(500, 1.5, -10).GroundOf(box, 640, 360)!.Value.AheadM < new CameraPose(500, 1.5, 0).GroundOf(box, 640, 360)!.Value.AheadM);
    }

    private static double GroundDistance(SceneObject thing, SceneGraph graph)
    {
        var (x, y) = (thing.PositionM[0] - graph.Camera.PositionM[0], thing.PositionM[1] - graph.Camera.PositionM[1]);
        return Math.Sqrt((x * x) + (y * y));
    }
}
