using EdgeWorld.Actors;
using EdgeWorld.Behaviours;
using EdgeWorld.Numerics;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Scenarios;

/// <summary>Somebody steps out between parked cars before a vehicle that brakes too late, or in time.</summary>
internal sealed class PedestrianEncounter(bool miss) : EncounterScenario(miss, "pedestrian")
{
    private const double Braking = 6;
    private const double WalkSpeed = 1.7;

    protected override double PlaceY => 30;

    protected override StreetLayout Layout() => new() { FirstJunctionY = 80, JunctionSpacing = 130, Pavement = 3.8, HasParking = true };

    protected override (Actor Striking, Actor Struck) Stage(WorldState world)
    {
        var lane = Lane.Main(1, 0);
        var speed = Random.Between(7.5, 10.5);
        var isEgo = world.View == ViewKind.Vehicle && Random.Chance(0.5);
        var car = Vehicle(world, ActorKind.Car, default, 0, speed, isEgo, new Staged());
        var brakeAt = MomentSeconds - 0.7;
        var brakingWay = Miss ? (speed * speed / (2 * Braking)) + Random.Between(0.4, 0.9) : (0.7 * speed) - (0.5 * Braking * 0.49);
        if (Miss)
            brakeAt = MomentSeconds - (speed / Braking);
        car.Behaviour = new Staged((brakeAt, 0, Braking));
        car.Position = lane.At(PlaceY - 0.2 - (car.Length / 2) - brakingWay - (speed * brakeAt));

        var person = world.Add(ActorKind.Person);
        Dressing.Restyle(person, Random);
        var startX = world.Layout.RoadHalf + 0.6;
        (person.Position, person.Heading) = (new Vec3(startX, PlaceY, 0), -Trigonometry.Pi / 2);
        var goAt = MomentSeconds - ((startX - lane.Offset) / WalkSpeed) - 0.25;
        person.Behaviour = new Staged((goAt, WalkSpeed, 6), (goAt + ((2 * world.Layout.RoadHalf) / WalkSpeed), 0, 4));
        if (world.View == ViewKind.Vehicle && !isEgo)
            Witness(world, car.Position.Y - 15, speed);
        return (car, person);
    }

    protected override void ClearWay(WorldState world) => world.Actors.RemoveAll(actor =>
        actor.Block != int.MinValue && actor.Position.X > 0 && actor.Position.X < world.Layout.RoadHalf + 2
        && Math.Abs(actor.Position.Y - PlaceY) < (actor.Length / 2) + 0.8);

    protected override void Collide(Actor striking, Actor struck)
    {
        struck.Behaviour = new Sliding(striking.Velocity * 0.9, 0.4, 4.5);
        (struck.Length, struck.Width, struck.Height) = (struck.Height, struck.Width, struck.Height * 0.2);
        striking.Behaviour = new Sliding(striking.Velocity * 0.85, 0, 7);
    }
}
