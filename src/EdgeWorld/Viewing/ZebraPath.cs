using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Viewing;

/// <summary>Waits at a zebra, looks left and right, crosses when the signals allow it, turns round, and again.</summary>
internal sealed class ZebraPath(double zebraY, double edgeX, int junction, double speed, double phase) : IWalkPath
{
    private double _x = double.NaN;
    private double _side = 1;
    private bool _walking;
    private double _pause = 1;

    public (Vec3 Ground, Vec3 Velocity, double LookHeading, double LookPitch) Step(WorldState world, double seconds)
    {
        if (double.IsNaN(_x))
            _x = edgeX;
        if (_walking)
        {
            _x -= _side * speed * seconds;
            if (_x * -_side >= edgeX)
                (_walking, _side, _pause) = (false, -_side, 1.5);
        }
        else
        {
            _pause -= seconds;
            var needed = 2 * world.Layout.LanesHalf / speed;
            _walking = _pause < 0
                && Signals.WalkSecondsLeft(junction, world.Seconds, world.Layout.SignalShiftSeconds) > needed * 0.7;
        }
        var across = -_side * (Trigonometry.Pi / 2);
        var range = _walking ? 0.35 : 1.0;
        var look = range * Trigonometry.Sin((world.Seconds * 0.8) + phase);
        return (new Vec3(_x, zebraY, 0), new Vec3(_walking ? -_side * speed : 0, 0, 0), across + look, -0.05);
    }
}
