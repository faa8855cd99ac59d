using EdgeWorld.Actors;
using EdgeWorld.Streets;

namespace EdgeWorld.Behaviours;

/// <summary>A traffic light shows what the junction's signals say.</summary>
internal sealed class Signalling(int junction, bool crossStreet) : Behaviour
{
    public override void Step(Actor actor, WorldState world, double seconds) =>
        actor.State = Signals.State(junction, crossStreet, world.Seconds, world.Layout.SignalShiftSeconds);
}
