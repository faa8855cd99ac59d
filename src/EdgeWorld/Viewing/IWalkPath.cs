using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Viewing;

/// <summary>Where the person who carries the camera goes and looks.</summary>
internal interface IWalkPath
{
    (Vec3 Ground, Vec3 Velocity, double LookHeading, double LookPitch) Step(WorldState world, double seconds);
}
