using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Viewing;

/// <summary>On a walking person's head: bobs with the steps, looks around, and turns to what its path says.</summary>
internal sealed class PersonRig(CameraView view, IWalkPath path, double eyeHeight) : CameraRig(view)
{
    private const double TurnLimit = 1.1; // radians a second, an unhurried look aside
    private const double StepMetres = 0.72;

    private double _walked;
    private double _heading = double.NaN;
    private double _pitch;
    private double _speedBefore = double.NaN;

    public override double MountHeight => eyeHeight;

    protected override void Move(WorldState world, double seconds)
    {
        var (ground, velocity, lookHeading, lookPitch) = path.Step(world, seconds);
        var speed = velocity.Length;
        if (world.Ego is { } self)
            (self.Position, self.Velocity) = (ground, velocity); // drivers must see who carries the camera
        Velocity = velocity;
        if (!double.IsNaN(_speedBefore)) // before the first step no speed is known, so no change of it
            Acceleration += (((speed - _speedBefore) / seconds) - Acceleration) * Math.Min(1, seconds * 8);
        _speedBefore = speed;
        _walked += speed * seconds;
        if (double.IsNaN(_heading))
            (_heading, _pitch) = (lookHeading, lookPitch);
        var turn = Trigonometry.Wrap(lookHeading - _heading);
        _heading += Math.Clamp(turn * 3, -TurnLimit, TurnLimit) * seconds;
        _pitch += (lookPitch - _pitch) * Math.Min(1, seconds * 2.5);
        var step = _walked / StepMetres * 2 * Trigonometry.Pi;
        var bob = 0.028 * Trigonometry.Sin(step);
        var sway = 0.02 * Trigonometry.Sin(step / 2);
        var position = new Vec3(
            ground.X + (sway * Trigonometry.Cos(_heading)), ground.Y - (sway * Trigonometry.Sin(_heading)), eyeHeight + bob);
        View.Place(position, _heading, _pitch + (0.008 * Trigonometry.Sin(step + 1)), 0.012 * Trigonometry.Sin(step / 2));
    }
}
