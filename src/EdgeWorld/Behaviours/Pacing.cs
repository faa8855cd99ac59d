using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Behaviours;

/// <summary>Walks up and down a corridor.</summary>
internal sealed class Pacing(double x, double reach, double speed, int direction) : Behaviour
{
    private int _direction = direction;

    public override void Step(Actor actor, WorldState world, double seconds)
    {
        var y = actor.Position.Y + (_direction * speed * seconds);
        if (Math.Abs(y) > reach)
            _direction = y > 0 ? -1 : 1;
        actor.Position = new Vec3(x, y, 0);
        actor.Heading = _direction > 0 ? 0 : Trigonometry.Pi;
        actor.Velocity = new Vec3(0, _direction * speed, 0);
        actor.State = "walking";
        Walking.Gait(actor, speed, seconds);
    }
}
