using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Viewing;

/// <summary>Behind the windscreen of the ego vehicle: pitches with its acceleration and shakes a little with its speed.</summary>
internal sealed class VehicleRig(CameraView view, double mountHeight, double restPitch) : CameraRig(view)
{
    private double _pull; // the smoothed acceleration that the springs feel; they begin with the whole first speed
    private double _dive;
    private bool _moved;

    public override double MountHeight => mountHeight;

    protected override void Move(WorldState world, double seconds)
    {
        var ego = world.Ego!;
        var speed = ego.Velocity.Dot(ego.Forward);
        var before = Velocity.Dot(ego.Forward);
        Velocity = ego.Velocity;
        var change = (speed - before) / seconds;
        if (_moved) // before its first step no speed is known, so no change of it
            Acceleration += (change - Acceleration) * Math.Min(1, seconds * 20);
        _moved = true;
        _pull += (change - _pull) * Math.Min(1, seconds * 20);
        var dive = Math.Clamp(_pull, -9, 4) * 0.0035;
        _dive += (dive - _dive) * Math.Min(1, seconds * 6);
        var t = world.Seconds;
        var shake = Math.Min(speed, 15) * 0.00012;
        var p = ego.FromLocal(0, ego.Length * 0.18, mountHeight + (shake * 4 * Trigonometry.Sin(t * 19)));
        View.Place(p, ego.Heading, restPitch + _dive + (shake * Trigonometry.Sin(t * 23)), shake * Trigonometry.Sin(t * 13));
    }
}
