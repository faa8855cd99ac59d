using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Behaviours;

/// <summary>After a collision: slides on, turning, until it stands. A person falls and stays down.</summary>
internal sealed class Sliding(Vec3 velocity, double turnRate, double braking) : Behaviour
{
    private Vec3 _velocity = velocity;
    private double _turnRate = turnRate;

    public override void Step(Actor actor, WorldState world, double seconds)
    {
        var speed = _velocity.Length;
        var left = Math.Max(0, speed - (braking * seconds));
        _velocity = speed > 0 ? _velocity * (left / speed) : default;
        _turnRate *= 1 - (2.5 * seconds);
        actor.Velocity = _velocity;
        actor.Position += _velocity * seconds;
        actor.Heading += left > 0.1 ? _turnRate * seconds : 0;
        actor.Braking = true;
        actor.State = actor.Kind == ActorKind.Person ? "fallen" : left < 0.2 ? "stopped" : "moving";
    }
}
