using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Viewing;

/// <summary>Round the table of a room, or up and down a corridor, looking at one thing after another.</summary>
internal sealed class RoomPath(Vec3 centre, double radiusX, double radiusY, double speed, double phase) : IWalkPath
{
    private double _angle = phase;
    private Actor? _target;
    private double _lookUntil;

    public (Vec3 Ground, Vec3 Velocity, double LookHeading, double LookPitch) Step(WorldState world, double seconds)
    {
        double sin = Trigonometry.Sin(_angle), cos = Trigonometry.Cos(_angle);
        var perRadian = Math.Sqrt((radiusX * radiusX * cos * cos) + (radiusY * radiusY * sin * sin)) + 0.3;
        var rate = speed / perRadian;
        _angle += rate * seconds;
        var ground = new Vec3(centre.X + (radiusX * sin), centre.Y - (radiusY * cos), 0);
        var velocity = new Vec3(radiusX * cos * rate, radiusY * sin * rate, 0);
        if (world.Seconds >= _lookUntil)
            Choose(world);
        if (_target is null)
            return (ground, velocity, Trigonometry.Atan2(velocity.X, velocity.Y), -0.1);
        var to = _target.Position - ground;
        var distance = Math.Sqrt((to.X * to.X) + (to.Y * to.Y));
        var pitch = Math.Clamp(Trigonometry.Atan2(to.Z + (_target.Height / 2) - 1.6, distance), -0.6, 0.1);
        return (ground, velocity, Trigonometry.Atan2(to.X, to.Y), pitch * 0.8);
    }

    private void Choose(WorldState world)
    {
        _lookUntil = world.Seconds + world.Random.Between(1.6, 3.2);
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var candidate = world.Actors[world.Random.Between(0, world.Actors.Count)];
            if (WorldClasses.NameOf(candidate.Kind) is null)
                continue;
            _target = candidate;
            return;
        }
    }
}
