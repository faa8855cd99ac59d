using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Viewing;

/// <summary>Carries the camera, and knows how fast it moves and turns.</summary>
internal abstract class CameraRig(CameraView view)
{
    public CameraView View { get; } = view;

    public Vec3 Velocity { get; protected set; }

    /// <summary>Along the heading, m/s².</summary>
    public double Acceleration { get; protected set; }

    /// <summary>Clockwise, radians a second: what smears the picture sideways.</summary>
    public double TurnRate { get; private set; }

    /// <summary>Above the ground without bobbing, metres.</summary>
    public abstract double MountHeight { get; }

    public void Step(WorldState world, double seconds)
    {
        var heading = View.Heading;
        Move(world, seconds);
        TurnRate = Trigonometry.Wrap(View.Heading - heading) / seconds;
    }

    protected abstract void Move(WorldState world, double seconds);
}
