using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Behaviours;

/// <summary>Walks along the pavement, swaying a little aside, and comes back as somebody else where the stretch ends.</summary>
internal sealed class Walking(double x, int direction, double speed) : Behaviour
{
    public const double StretchAhead = 75;
    public const double StretchBehind = 14;

    private double _x = x;

    public override void Step(Actor actor, WorldState world, double seconds)
    {
        var camera = world.Rig.View.Position.Y;
        var y = actor.Position.Y + (direction * speed * seconds);
        if (y < camera - StretchBehind || y > camera + StretchAhead)
        {
            // Back in where the camera cannot see it appear: far ahead, or behind.
            var ahead = y < camera || direction < 0;
            y = ahead ? camera + StretchAhead - world.Random.Between(0, 4.0) : camera - StretchBehind + 1;
            _x = (_x > 0 ? 1 : -1) * world.Random.Between(world.Layout.RoadHalf + 1.1, world.Layout.HousesX - 1.3);
            Renew(actor, world);
        }
        var aside = _x - world.Rig.View.Position.X;
        if (world.Ego?.Kind == ActorKind.Person && Math.Abs(aside) < 0.8 && Math.Abs(y - world.Rig.View.Position.Y) < 4)
            _x += (aside < 0 ? -0.5 : 0.5) * seconds; // makes way for who carries the camera
        var sway = 0.12 * Trigonometry.Sin((y * 0.4) + actor.TrackId);
        actor.Position = new Vec3(_x + sway, y, 0);
        actor.Heading = direction > 0 ? 0.05 * Trigonometry.Cos((y * 0.4) + actor.TrackId) : Trigonometry.Pi;
        actor.Velocity = new Vec3(0, direction * speed, 0);
        actor.State = "walking";
        Gait(actor, speed, seconds);
    }

    /// <summary>Advances the legs: one cycle for two steps of 0.43 body heights.</summary>
    public static void Gait(Actor actor, double speed, double seconds) =>
        actor.Phase += speed * seconds * (2 * Trigonometry.Pi) / (0.86 * Math.Max(actor.Height, 0.3));

    public static void Renew(Actor actor, WorldState world)
    {
        actor.TrackId = world.NextTrackId();
        if (actor.Kind is ActorKind.Person)
            Dressing.Restyle(actor, world.Random);
        foreach (var companion in world.Actors)
        {
            if (companion.Behaviour is Following follower && follower.Leader == actor)
            {
                companion.TrackId = world.NextTrackId();
                Dressing.Restyle(companion, world.Random);
            }
        }
    }
}
