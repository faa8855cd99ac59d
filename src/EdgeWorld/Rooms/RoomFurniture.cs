using EdgeWorld.Actors;
using EdgeWorld.Behaviours;
using EdgeWorld.Numerics;
using EdgeWorld.Streets;

namespace EdgeWorld.Rooms;

/// <summary>Furnishes a room or a corridor and lays the small things out.</summary>
internal sealed class RoomFurniture(WorldState world, Room room, WorldRandom random)
{
    private const double South = Trigonometry.Pi;
    private const double East = Trigonometry.Pi / 2;

    public void Room()
    {
        var table = Put(ActorKind.Table, random.Between(-0.2, 0.2), random.Between(-0.3, 0.3), 0, random.Between(1.3, 1.9), random.Between(0.8, 1.05), 0.75);
        Wooden(table);
        LayOut(table, random.Between(4, 8));
        for (var side = -1; side <= 1; side += 2)
        {
            if (random.Chance(0.7))
                Wooden(Put(ActorKind.Chair, table.Position.X + (side * ((table.Width / 2) + 0.25)), table.Position.Y, -side * East, 0.46, 0.46, 0.9));
        }
        DoorAt(-room.HalfWidth, random.Between(-1.5, 1.5), East);
        DoorAt(random.Between(-1.0, 1.0), room.HalfLength, South);
        if (random.Chance(0.5))
            DoorAt(room.HalfWidth, random.Between(0.8, 2.0), -East);
        var sofa = Put(ActorKind.Sofa, room.HalfWidth - 0.45, -1.2, -East, 0.8, random.Between(1.6, 2.0), 0.85);
        sofa.Colour = Paint.Clothes(random);
        var shelf = Put(ActorKind.Shelf, -room.HalfWidth + 0.2, -room.HalfLength + 1.4, East, 0.36, 1.1, 1.9);
        Wooden(shelf);
        Wall(ActorKind.Window, random.Between(-0.8, 0.8), -room.HalfLength, 0, 1.5, 1.3, 0.95);
        Wall(ActorKind.Picture, room.HalfWidth, -1.2, -East, 0.9, 0.6, 1.45);
        Side(random.Chance(0.8), -room.HalfWidth + 0.3, room.HalfLength - 1.0, East);
        Bench(random.Chance(0.4), random.Between(-1.4, -0.6), room.HalfLength - 0.4, South);
        Bags(random.Between(1, 3), 0.5);
        Stander(random.Chance(0.55), room.HalfWidth - 0.6, room.HalfLength - 0.9);
        Dog(random.Chance(0.35));
    }

    public void Corridor()
    {
        for (var y = -room.HalfLength + 1.6; y < room.HalfLength - 0.8; y += random.Between(2.6, 3.6))
        {
            if (random.Chance(0.75))
                DoorAt(-room.HalfWidth, y, East);
            else
                Wall(ActorKind.Picture, -room.HalfWidth, y, East, 0.7, 0.55, 1.4);
            var opposite = y + random.Between(-0.4, 0.4);
            if (random.Chance(0.5))
                DoorAt(room.HalfWidth, opposite, -East);
            else if (random.Chance(0.6))
                Side(true, room.HalfWidth - 0.22, opposite, -East);
            else
                Bench(true, room.HalfWidth - 0.3, opposite, -East);
        }
        var flight = random.Chance(0.6);
        DoorAt(flight ? -0.1 : 0, room.HalfLength, South, flight ? 0.17 * 3 : 0);
        if (flight)
        {
            var steps = Put(ActorKind.Steps, -0.1, room.HalfLength - 0.45, South, 0.9, 1.5, 0.17 * 3);
            (steps.Variant, steps.Colour) = (3, new Paint("grey", new Rgb(168, 164, 158)));
        }
        if (random.Chance(0.6))
            DoorAt(0, -room.HalfLength, 0);
        Bags(random.Between(1, 3), 0.35);
        Cones(random.Chance(0.4));
        Walkers(random.Between(1, 3));
        Dog(random.Chance(0.25));
    }

    private Actor Put(ActorKind kind, double x, double y, double heading, double length, double width, double height)
    {
        var actor = world.Add(kind);
        actor.Position = new Vec3(x, y, 0);
        (actor.Heading, actor.Length, actor.Width, actor.Height) = (heading, length, width, height);
        actor.Variant = random.Between(0, 1 << 16);
        return actor;
    }

    private void Wooden(Actor actor) => actor.Colour = new Paint("brown", random.Pick<Rgb>([new(142, 96, 58), new(176, 134, 90), new(96, 62, 42), new(220, 216, 208)]));

    private void DoorAt(double x, double y, double heading, double rise = 0)
    {
        var door = Put(ActorKind.Door, x, y, heading, 0.1, 1.0, 2.1);
        // Off the wall, so that the wall never hides it.
        door.Position = new Vec3(x, y, rise) + (door.Forward * 0.06);
        door.Colour = Paint.DoorColour(random);
        door.Variant = random.Between(0, 4);
        door.Openness = random.Chance(0.3) ? random.Between(0.6, 1.0) : 0;
        door.State = door.Openness > 0 ? "open" : "closed";
    }

    private void Wall(ActorKind kind, double x, double y, double heading, double width, double height, double bottom)
    {
        var actor = Put(kind, x, y, heading, 0.05, width, height);
        actor.Position = new Vec3(x, y, bottom) + (actor.Forward * 0.03);
        actor.Colour = Paint.Clothes(random);
    }

    private void Side(bool wanted, double x, double y, double heading)
    {
        if (!wanted)
            return;
        var table = Put(ActorKind.Table, x, y, heading, 0.4, random.Between(0.8, 1.2), random.Between(0.74, 0.9));
        Wooden(table);
        LayOut(table, random.Between(2, 4));
    }

    private void Bench(bool wanted, double x, double y, double heading)
    {
        if (wanted)
            Put(ActorKind.Bench, x, y, heading, 0.5, random.Between(1.2, 1.5), 0.86).Colour = Paint.Wood(random);
    }

    /// <summary>Small things on a table top, in cells so that none stands in another.</summary>
    private void LayOut(Actor table, int count)
    {
        var columns = Math.Max(1, (int)(table.Width / 0.34));
        var rows = Math.Max(1, (int)(table.Length / 0.32));
        var cells = columns * rows;
        var first = random.Between(0, cells);
        var stride = cells > 4 ? Coprime(cells) : 1;
        for (var i = 0; i < Math.Min(count, cells); i++)
        {
            var cell = (first + (i * stride)) % cells;
            var x = ((cell % columns) + 0.5) / columns - 0.5;
            var y = ((cell / columns) + 0.5) / rows - 0.5;
            Small(table, x * (table.Width - 0.1) + random.Between(-0.03, 0.03), y * (table.Length - 0.1) + random.Between(-0.03, 0.03));
        }
    }

    private static int Coprime(int cells) => cells % 3 != 0 ? 3 : cells % 5 != 0 ? 5 : 7;

    private void Small(Actor table, double x, double y)
    {
        var kind = random.Pick<ActorKind>([ActorKind.Keys, ActorKind.Cup, ActorKind.Phone, ActorKind.Keys, ActorKind.Cup, ActorKind.Phone, ActorKind.Phone, ActorKind.Bag]);
        var (length, width, height) = kind switch
        {
            ActorKind.Keys => (0.15, 0.11, 0.02),
            ActorKind.Cup => (0.125, 0.09, random.Between(0.09, 0.12)),
            ActorKind.Phone => (0.155, 0.076, 0.01),
            _ => (0.14, random.Between(0.24, 0.32), random.Between(0.24, 0.32)),
        };
        var thing = Put(kind, 0, 0, random.Between(-3.1, 3.1), length, width, height);
        thing.Position = table.FromLocal(x, y, table.Height);
        thing.Support = table;
        thing.Variant = random.Between(0, 4);
        thing.Colour = kind switch
        {
            ActorKind.Keys => new Paint("grey", new Rgb(186, 188, 192)),
            ActorKind.Phone => random.Chance(0.7) ? new Paint("black", new Rgb(24, 24, 28)) : new Paint("white", new Rgb(230, 230, 232)),
            _ => Paint.Clothes(random),
        };
        thing.Second = Paint.Clothes(random);
        thing.State = kind == ActorKind.Phone ? thing.Variant % 2 == 0 ? "on" : "off" : "";
    }

    private void Bags(int count, double fromWall)
    {
        for (var i = 0; i < count; i++)
        {
            var side = random.Chance(0.5) ? 1 : -1;
            var bag = Put(ActorKind.Bag, side * (room.HalfWidth - fromWall), random.Between(-room.HalfLength + 1.5, room.HalfLength - 1.2), random.Between(-3, 3.0), 0.2, random.Between(0.34, 0.48), random.Between(0.36, 0.52));
            bag.Colour = Paint.Clothes(random);
            bag.Variant = random.Between(0, 4);
            foreach (var other in world.Actors)
            {
                if (other != bag && other.Position.Z < 0.5 && Footprint.Gap(other, bag) < 0)
                {
                    world.Actors.Remove(bag);
                    break;
                }
            }
        }
    }

    private void Cones(bool wanted)
    {
        if (!wanted)
            return;
        var y = random.Between(0, room.HalfLength - 2);
        for (var i = 0; i < 2; i++)
            Put(ActorKind.Cone, (i - 0.5) * 0.7, y, 0, 0.3, 0.3, 0.55).Colour = new Paint("orange", new Rgb(238, 92, 22));
    }

    private void Stander(bool wanted, double x, double y)
    {
        if (!wanted)
            return;
        var person = world.Add(ActorKind.Person);
        person.With = random.Chance(0.2) ? "cane" : null;
        Dressing.Restyle(person, random);
        (person.Position, person.State) = (new Vec3(x, y, 0), "standing");
        person.Behaviour = new Standing(random.Between(-3, 3.0), returns: false);
    }

    private void Walkers(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var person = world.Add(ActorKind.Person);
            person.With = random.Chance(0.35) ? "cane" : null;
            Dressing.Restyle(person, random);
            var x = (i % 2 == 0 ? 1 : -1) * (room.HalfWidth - 0.75);
            person.Position = new Vec3(x, random.Between(0, room.HalfLength - 2), 0);
            person.Behaviour = new Pacing(x, room.HalfLength - 1.6, random.Between(0.7, 1.2), i % 2 == 0 ? 1 : -1);
        }
    }

    private void Dog(bool wanted)
    {
        if (!wanted)
            return;
        var dog = world.Add(ActorKind.Dog);
        Dressing.Restyle(dog, random);
        (dog.Position, dog.Heading, dog.State) = (new Vec3(-room.HalfWidth + 0.8, random.Between(-1, 1.0), 0), random.Between(-3, 3.0), "standing");
    }
}
