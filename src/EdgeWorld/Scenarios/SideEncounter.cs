using EdgeWorld.Actors;
using EdgeWorld.Behaviours;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Scenarios;

/// <summary>One from the cross street passes a red signal into one that has green, or stops short of it.</summary>
internal sealed class SideEncounter(bool miss) : EncounterScenario(miss, "side")
{
    private const double JunctionY = 40;
    private const double Braking = 6;

    protected override double PlaceY => JunctionY;

    protected override double PoleBefore => 9; // past the signal head, which would stand in the way

    protected override StreetLayout Layout() => new()
    {
        FirstJunctionY = JunctionY, JunctionSpacing = 120, Pavement = 3.8, HasParking = false, HasSignals = true,
        SignalShiftSeconds = 0, // junction 0 starts with the main street's green, which lasts past the moment
    };

    protected override (Actor Striking, Actor Struck) Stage(WorldState world)
    {
        var straight = Lane.Main(1, 0);
        var across = Lane.Cross(world.Layout, 0, 1);
        double x = straight.Offset, y = across.Offset;
        double speed = Random.Between(8.5, 11), crossSpeed = Random.Between(8, 10.5);
        var egoIsStruck = world.View == ViewKind.Vehicle && Random.Chance(0.4);
        var struck = Vehicle(world, ActorKind.Car, straight.At(y - (speed * MomentSeconds)), straight.Heading, speed, egoIsStruck, new Staged());
        var late = Random.Between(-0.1, 0.12);
        var striking = Vehicle(
            world, Random.Chance(0.75) ? ActorKind.Car : ActorKind.Truck, across.At(x - (crossSpeed * (MomentSeconds + late))), across.Heading, crossSpeed, isEgo: false, new Staged());
        if (Miss)
        {
            var stopX = x - (struck.Width / 2) - Random.Between(0.5, 1.0) - (striking.Length / 2);
            var brakeX = stopX - (crossSpeed * crossSpeed / (2 * Braking));
            striking.Behaviour = new Staged(((brakeX - striking.Position.X) / crossSpeed, 0, Braking));
        }
        if (world.View == ViewKind.Vehicle && !egoIsStruck)
            Witness(world, struck.Position.Y - 17, speed);
        return (striking, struck);
    }

    protected override void Collide(Actor striking, Actor struck)
    {
        var (fast, slow) = (striking.Velocity, struck.Velocity);
        striking.Behaviour = new Sliding((fast * 0.45) + (slow * 0.35), -0.5, 5);
        struck.Behaviour = new Sliding((slow * 0.6) + (fast * 0.45), 0.7, 5);
    }
}
