using EdgeWorld.Actors;
using EdgeWorld.Streets;

namespace EdgeWorld.Behaviours;

/// <summary>Moves straight on by a script of a collision or a near miss: from a moment on towards a speed at a rate.</summary>
internal sealed class Staged(params (double AtSeconds, double TowardsSpeed, double Rate)[] script) : Behaviour
{
    public override void Step(Actor actor, WorldState world, double seconds)
    {
        var speed = actor.Velocity.Dot(actor.Forward);
        var (target, change) = Current(world.Seconds, speed);
        var braking = target < speed - 0.05;
        speed = speed < target ? Math.Min(target, speed + (change * seconds)) : Math.Max(target, speed - (change * seconds));
        actor.Velocity = actor.Forward * speed;
        actor.Position += actor.Velocity * seconds;
        actor.Braking = braking || speed < 0.2;
        if (actor.Kind is ActorKind.Person)
        {
            actor.State = speed > 0.15 ? "walking" : "standing";
            Walking.Gait(actor, speed, seconds);
            return;
        }
        actor.State = speed < 0.2 ? "stopped" : "moving";
        actor.Phase += speed * seconds / 0.32;
    }

    private (double Target, double Rate) Current(double now, double speed)
    {
        var current = (speed, 0.0);
        foreach (var (at, towards, rate) in script)
        {
            if (now < at)
                break;
            current = (towards, rate);
        }
        return current;
    }
}
