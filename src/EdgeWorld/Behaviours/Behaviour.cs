using EdgeWorld.Actors;
using EdgeWorld.Streets;

namespace EdgeWorld.Behaviours;

/// <summary>How an actor moves: one per actor, stepped at the world's fixed rate.</summary>
internal abstract class Behaviour
{
    public abstract void Step(Actor actor, WorldState world, double seconds);
}
