using CsCheck;
using EdgeWorld.Numerics;
using EdgeWorld.Viewing;
using Xunit;

namespace EdgeWorld.Tests.Viewing;

public sealed class CameraViewTests
{
    [Fact]
    public void Project_LevelCameraNorthward_FollowsThePinholeFormula()
    {
        var view = new CameraView(640, 360, 460);
        view.Place(new Vec3(1, 2, 1.5), 0, 0, 0);
        var (x, y, depth) = view.Project(new Vec3(3, 12, 0.5));
        Assert.Equal(320 + (460 * 2 / 10.0), x, 1e-6);
        Assert.Equal(180 + (460 * 1 / 10.0), y, 1e-6);
        Assert.Equal(10, depth, 1e-9);
    }

    [Fact]
    public void Project_TurnedToTheEast_SeesTheEastInTheMiddle()
    {
        var view = new CameraView(640, 360, 460);
        view.Place(default, Trigonometry.Pi / 2, 0, 0);
        var (x, y, depth) = view.Project(new Vec3(7, 0, 0));
        Assert.Equal((320, 180, 7), (Math.Round(x, 6), Math.Round(y, 6), Math.Round(depth, 6)));
    }

    [Fact]
    public void Project_PitchedUp_MovesThingsDown()
    {
        var view = new CameraView(640, 360, 460);
        view.Place(default, 0, 0.1, 0);
        var (_, y, _) = view.Project(new Vec3(0, 10, 0));
        Assert.Equal(180 + (460 * Math.Tan(0.1)), y, 1e-5);
    }

    /// <summary>Against rotation matrices made with the C library, applied to the point in the order heading, pitch, roll.</summary>
    [Fact]
    public void FromWorld_AnyPose_AgreesWithRotationMatrices() =>
        Gen.Double[-3, 3].Select(Gen.Double[-1.2, 1.2], Gen.Double[-0.5, 0.5], Gen.Double[-20, 20]).Sample((heading, pitch, roll, at) =>
        {
            var view = new CameraView(640, 360, 460);
            view.Place(new Vec3(1, -2, 3), heading, pitch, roll);
            var point = new Vec3(at, 5 - at, at / 3);
            var d = (X: point.X - 1, Y: point.Y + 2, Z: point.Z - 3);
            var right = (d.X * Math.Cos(heading)) - (d.Y * Math.Sin(heading));
            var level = (d.X * Math.Sin(heading)) + (d.Y * Math.Cos(heading));
            var ahead = (level * Math.Cos(pitch)) + (d.Z * Math.Sin(pitch));
            var down = (level * Math.Sin(pitch)) - (d.Z * Math.Cos(pitch));
            var seen = view.FromWorld(point);
            Assert.Equal(ahead, seen.Z, 1e-6);
            // The camera turned clockwise sees the scene turned anticlockwise.
            Assert.Equal((right * Math.Cos(roll)) + (down * Math.Sin(roll)), seen.X, 1e-6);
            Assert.Equal((down * Math.Cos(roll)) - (right * Math.Sin(roll)), seen.Y, 1e-6);
        });
}
