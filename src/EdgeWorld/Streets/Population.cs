using EdgeWorld.Actors;
using EdgeWorld.Behaviours;
using EdgeWorld.Numerics;

namespace EdgeWorld.Streets;

/// <summary>Puts traffic on the lanes and people on the pavements at the start.</summary>
internal sealed class Population(WorldState world, double cameraY)
{
    private readonly WorldRandom _random = world.Random;

    public Actor Ego(double y, double speed)
    {
        var lane = Lane.Main(1, 0);
        var ego = new Actor(ActorKind.Car, 0) { Position = lane.At(y), Length = 4.5, Width = 1.8, Height = 1.5 };
        ego.Behaviour = new Driving(lane, speed);
        ego.Velocity = ego.Forward * (speed * 0.7);
        world.Actors.Add(ego);
        world.Ego = ego;
        return ego;
    }

    public void Fill(Furnishing amount)
    {
        for (var i = 0; i < amount.Cars; i++)
            OnMainStreet(ActorKind.Car, _random.Between(10.0, 14.0));
        for (var i = 0; i < amount.Trucks; i++)
            OnMainStreet(ActorKind.Truck, _random.Between(9.0, 11.5));
        for (var i = 0; i < amount.Buses; i++)
            OnMainStreet(ActorKind.Bus, _random.Between(8.0, 11.0));
        for (var i = 0; i < amount.Motorcycles; i++)
            OnMainStreet(ActorKind.Motorcycle, _random.Between(10.0, 14.0));
        for (var i = 0; i < amount.Bicycles; i++)
            Bicycle(amount.Depth);
        for (var i = 0; i < amount.CrossVehicles; i++)
            OnCrossStreet(i);
        for (var i = 0; i < amount.Walkers; i++)
            Walker(amount.WalkersWith[i % amount.WalkersWith.Count], amount.Depth);
        for (var i = 0; i < amount.Standers; i++)
            Stander();
        for (var i = 0; i < amount.Crossers; i++)
            Crosser();
    }

    private void OnMainStreet(ActorKind kind, double speed)
    {
        var direction = _random.Chance(0.5) ? 1 : -1;
        var lane = Lane.Main(direction, _random.Between(0, world.Layout.LanesEachWay));
        Place(kind, lane, speed, Driving.StretchBehind, Driving.StretchAhead, cameraY);
    }

    private void Bicycle(double depth)
    {
        var lane = Lane.Cycle(world.Layout, _random.Chance(0.6) ? 1 : -1);
        Place(ActorKind.Bicycle, lane, _random.Between(3.8, 5.6), 15, depth, cameraY);
    }

    private void OnCrossStreet(int index)
    {
        var junction = world.Layout.JunctionAfter(cameraY - 4);
        var kind = _random.Chance(0.5) ? ActorKind.Car : _random.Chance(0.5) ? ActorKind.Bus : _random.Chance(0.5) ? ActorKind.Truck : ActorKind.Motorcycle;
        var lane = Lane.Cross(world.Layout, junction, index % 2 == 0 ? 1 : -1);
        Place(kind, lane, _random.Between(7.5, 10.5), Driving.CrossStretch, -world.Layout.CrossStop - 8, 0);
    }

    private void Place(ActorKind kind, Lane lane, double speed, double behind, double ahead, double middle)
    {
        var actor = world.Add(kind);
        Dressing.Restyle(actor, _random);
        actor.Behaviour = new Driving(lane, speed);
        actor.Heading = lane.Heading;
        for (var attempt = 0; attempt < 30; attempt++)
        {
            var along = middle + _random.Between(-behind, ahead);
            actor.Position = lane.At(lane.Crosses ? along : lane.Direction * along);
            if (!IsFree(actor))
                continue;
            actor.Velocity = actor.Forward * (speed * 0.8);
            actor.State = "moving";
            return;
        }
        actor.Active = false; // enters when there is room
    }

    private bool IsFree(Actor actor)
    {
        var junction = world.Layout.JunctionAt(actor.Position.Y);
        var inJunction = Math.Abs(world.Layout.JunctionY(junction) - actor.Position.Y) < StreetLayout.StopFromJunction + (actor.Length / 2);
        if (inJunction && Math.Abs(actor.Position.X) < world.Layout.CrossStop && (actor.Behaviour as Driving)?.Lane.Crosses == false)
            return false;
        foreach (var other in world.Actors)
        {
            if (other != actor && other.IsVehicle && Footprint.Gap(actor, other) < 5)
                return false;
        }
        return true;
    }

    private Actor Person(string? with)
    {
        var person = world.Add(ActorKind.Person);
        (person.With, person.State) = (with, "standing");
        Dressing.Restyle(person, _random);
        if (with is "dog")
            Companion(person, ActorKind.Dog, 0.55, 0.5);
        if (with is "pram")
            Companion(person, ActorKind.Pram, 0, 0.85);
        return person;
    }

    private void Companion(Actor person, ActorKind kind, double right, double ahead)
    {
        var companion = world.Add(kind);
        (companion.Length, companion.Width, companion.Height) = (0.95, 0.55, 1.0);
        companion.Colour = Paint.Clothes(_random);
        Dressing.Restyle(companion, _random);
        companion.Behaviour = new Following(person, right, ahead);
    }

    private void Walker(string? with, double depth)
    {
        var person = Person(with);
        var side = _random.Chance(0.6) ? 1 : -1;
        var x = side * _random.Between(world.Layout.RoadHalf + 1.2, world.Layout.HousesX - 1.4);
        var y = cameraY + _random.Between(-5, depth);
        person.Position = new Vec3(x, y, 0);
        var pace = person.With is "cane" ? _random.Between(0.7, 1.0) : _random.Between(1.1, 1.6);
        person.Behaviour = new Walking(x, _random.Chance(0.5) ? 1 : -1, pace);
    }

    private void Stander()
    {
        var person = Person(_random.Chance(0.15) ? "cane" : null);
        var side = _random.Chance(0.6) ? 1 : -1;
        person.Position = new Vec3(
            side * _random.Between(world.Layout.RoadHalf + 0.5, world.Layout.HousesX - 1.1), cameraY + _random.Between(6, 50.0), 0);
        person.Behaviour = new Standing(_random.Between(-3.1, 3.1), returns: true);
    }

    private void Crosser()
    {
        var person = Person(_random.Chance(0.2) ? "cane" : _random.Chance(0.15) ? "pram" : null);
        var junction = world.Layout.JunctionAfter(cameraY + 6);
        var (zebra, side) = (_random.Chance(0.75) ? -1 : 1, _random.Chance(0.5) ? 1 : -1);
        var along = _random.Between(-1.2, 1.2);
        var y = world.Layout.JunctionY(junction) + (zebra * StreetLayout.ZebraFromJunction) + along;
        person.Position = new Vec3(side * (world.Layout.RoadHalf + 0.7), y, 0);
        person.Behaviour = new Crossing(junction, zebra, side, person.With is "cane" ? 0.95 : _random.Between(1.2, 1.6), along);
    }
}
