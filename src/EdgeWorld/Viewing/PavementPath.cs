using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Viewing;

/// <summary>Along the pavement, looking ahead and now and then to the road or the houses.</summary>
internal sealed class PavementPath(double x, double startY, double speed, double phase) : IWalkPath
{
    private double _y = startY;

    public (Vec3 Ground, Vec3 Velocity, double LookHeading, double LookPitch) Step(WorldState world, double seconds)
    {
        _y += speed * seconds;
        var t = world.Seconds;
        var slow = Trigonometry.Sin((t * 0.42) + phase);
        // The cube stays near zero for most of the time and then looks well aside.
        var look = (0.95 * slow * slow * slow) + (0.12 * Trigonometry.Sin((t * 1.1) + (2 * phase)));
        return (new Vec3(x, _y, 0), new Vec3(0, speed, 0), look, -0.06);
    }
}
