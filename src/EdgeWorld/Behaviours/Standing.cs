using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Behaviours;

/// <summary>Stands and looks around. Once the camera has passed, stands somewhere ahead as somebody else.</summary>
internal sealed class Standing(double heading, bool returns) : Behaviour
{
    private readonly double _heading = heading;

    public override void Step(Actor actor, WorldState world, double seconds)
    {
        actor.Heading = _heading + (0.4 * Trigonometry.Sin((world.Seconds * 0.5) + actor.TrackId));
        actor.Velocity = default;
        actor.State = "standing";
        var camera = world.Rig.View.Position.Y;
        if (!returns || actor.Position.Y > camera - Walking.StretchBehind)
            return;
        var side = actor.Position.X > 0 ? 1 : -1;
        actor.Position = new Vec3(
            side * world.Random.Between(world.Layout.RoadHalf + 0.5, world.Layout.HousesX - 1.1), camera + Walking.StretchAhead, 0);
        Walking.Renew(actor, world);
    }
}
