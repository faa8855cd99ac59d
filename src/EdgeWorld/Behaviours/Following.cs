using EdgeWorld.Actors;
using EdgeWorld.Streets;

namespace EdgeWorld.Behaviours;

/// <summary>A dog on its lead or a pram being pushed: stays at a place relative to its person.</summary>
internal sealed class Following(Actor leader, double right, double ahead) : Behaviour
{
    public Actor Leader => leader;

    public override void Step(Actor actor, WorldState world, double seconds)
    {
        actor.Active = leader.Active;
        actor.Position = leader.FromLocal(right, ahead, 0);
        actor.Heading = leader.Heading;
        actor.Velocity = leader.Velocity;
        var speed = leader.Speed;
        actor.State = speed > 0.2 ? "walking" : "standing";
        Walking.Gait(actor, speed * 0.6, seconds);
    }
}
