using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Viewing;

/// <summary>Behind the windscreen of the ego vehicle: pitches with its acceleration and shakes a little with its speed.</summary>
internal sealed class VehicleRig(CameraView view, double mountHeight, double restPitch) : CameraRig(view)
{
    private double _dive;

    public override double MountHeight => mountHeight;

    protected override void Move(WorldState world, double seconds)
    {
        var ego = world.Ego!;
        var speed = ego.Velocity.Dot(ego.Forward);
        var before = Velocity.Dot(ego.Forward);
        Velocity = ego.Velocity;
        Acceleration += (((speed - before) / seconds) - Acceleration) * Math.Min(1, seconds * 20);
        var dive = Math.Clamp(Acceleration, -9, 4) * 0.0035;
        _dive += (dive - _dive) * Math.Min(1, seconds * 6);
        var t = world.Seconds;
        var shake = Math.Min(speed, 15) * 0.00012;
        var p = ego.FromLocal(0, ego.Length * 0.18, mountHeight + (shake * 4 * Trigonometry.Sin(t * 19)));
        View.Place(p, ego.Heading, restPitch + _dive + (shake * Trigonometry.Sin(t * 23)), shake * Trigonometry.Sin(t * 13));
    }
}
