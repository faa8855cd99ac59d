using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Viewing;

/// <summary>On a pole or under a ceiling: does not move.</summary>
internal sealed class PoleRig : CameraRig
{
    public PoleRig(CameraView view, Vec3 position, double heading, double pitch)
        : base(view) => view.Place(position, heading, pitch, 0);

    public override double MountHeight => View.Position.Z;

    protected override void Move(WorldState world, double seconds)
    {
    }
}
