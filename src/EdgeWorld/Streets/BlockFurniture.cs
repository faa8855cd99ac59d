using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Shapes;

namespace EdgeWorld.Streets;

/// <summary>One block's houses, doors, trees, benches, parked vehicles, and the signs or signals of the junction at its end.</summary>
internal sealed class BlockFurniture(WorldState world, Furnishing amount, int block)
{
    private readonly WorldRandom _random = WorldRandom.ForPart(world.Options.Seed, block);
    private readonly StreetLayout _layout = world.Layout;

    public void PutUp()
    {
        var from = _layout.JunctionY(block - 1) + StreetLayout.CornerHalf;
        var to = _layout.JunctionY(block) - StreetLayout.CornerHalf;
        for (var side = -1; side <= 1; side += 2)
        {
            Houses(side, from, to);
            Kerbside(side, from, to);
            if (_layout.HasParking)
                Parked(side, from, to);
            if (_random.Chance(amount.Cones))
                Cones(side, _random.Between(from + 6, to - 14));
        }
        if (_layout.HasSignals)
            SignalHeads();
        else
            StopSigns();
    }

    private Actor Put(ActorKind kind, double x, double y, double heading, double length, double width, double height)
    {
        var actor = world.Add(kind);
        actor.Position = new Vec3(x, y, 0);
        (actor.Heading, actor.Length, actor.Width, actor.Height) = (heading, length, width, height);
        actor.Block = block;
        return actor;
    }

    private void Houses(int side, double from, double to)
    {
        for (var y = from; y < to - 5;)
        {
            var left = to - y;
            var length = left < 22 ? left : _random.Between(9.0, 15.0);
            var corner = y <= from || length >= left;
            var depth = corner ? 46 : 12;
            var park = !corner && _random.Chance(0.16);
            if (park)
                Park(side, y, length);
            else
                House(side, y, length, depth);
            y += length;
        }
    }

    private void House(int side, double y, double length, double depth)
    {
        var house = Put(ActorKind.Building, side * (_layout.HousesX + (depth / 2)), y + (length / 2), 0, length, depth, _random.Between(2, 6) * 3.1 + 1.0);
        house.Variant = _random.Between(0, 1 << 16);
        house.Colour = new Paint("", _random.Pick<Rgb>(
        [
            new(178, 108, 84), new(206, 190, 160), new(160, 158, 152), new(196, 150, 110), new(220, 212, 196), new(140, 96, 76),
            new(170, 178, 184), new(212, 178, 140),
        ]));
        var doors = length > 12 ? 2 : 1;
        for (var d = 0; d < doors; d++)
        {
            var columns = StreetShapes.WindowColumns(length);
            var column = Math.Min(columns - 1, (int)((d + _random.Next()) * columns / doors));
            house.DoorColumns |= 1u << column;
            Door(side, y + (length * (column + 0.5) / columns));
        }
    }

    private void Door(int side, double y)
    {
        var steps = _random.Chance(amount.Steps) ? _random.Between(2, 5) : 0;
        var rise = steps * 0.17;
        var door = Put(ActorKind.Door, side * (_layout.HousesX - 0.05), y, -side * (Trigonometry.Pi / 2), 0.1, 1.15, 2.2);
        door.Position = door.Position with { Z = rise };
        door.Colour = Paint.DoorColour(_random);
        door.Variant = _random.Between(0, 4);
        door.Openness = _random.Chance(0.2) ? _random.Between(0.6, 1.0) : 0;
        door.State = door.Openness > 0 ? "open" : "closed";
        if (steps == 0)
            return;
        var depth = steps * 0.29;
        var flight = Put(ActorKind.Steps, side * (_layout.HousesX - (depth / 2)), y, -side * (Trigonometry.Pi / 2), depth, _random.Between(1.5, 2.2), rise);
        flight.Variant = steps;
        flight.Colour = new Paint("grey", new Rgb(172, 168, 160));
    }

    private void Park(int side, double y, double length)
    {
        var hedge = Put(ActorKind.Hedge, side * (_layout.HousesX + 0.5), y + (length / 2), 0, length - 1, 0.7, 0.9);
        hedge.Colour = new Paint("green", new Rgb(52, 98, 44));
        for (var i = 0; i < 3; i++)
            Tree(side * (_layout.HousesX + _random.Between(2.5, 8.0)), y + _random.Between(1.5, length - 1.5));
    }

    private void Tree(double x, double y)
    {
        var tree = Put(ActorKind.Tree, x, y, 0, 0.5, 0.5, _random.Between(4.5, 7.5));
        tree.Variant = _random.Between(0, 1 << 16);
        tree.Colour = new Paint("green", _random.Pick<Rgb>([new(70, 120, 48), new(92, 132, 52), new(56, 100, 54), new(124, 130, 50)]));
    }

    private void Kerbside(int side, double from, double to)
    {
        var x = side * (_layout.RoadHalf + 0.6);
        var place = 0;
        for (var y = from + 4; y < to - 3; y += 7, place++)
        {
            var at = y + _random.Between(-1.0, 1.0);
            if (place % 4 == 0)
                Put(ActorKind.LampPost, x, at, side > 0 ? -Trigonometry.Pi / 2 : Trigonometry.Pi / 2, 0.3, 0.3, 6.2);
            else if (place % 2 == 1 && _random.Chance(amount.Benches))
                Bench(side, at);
            else if (_random.Chance(amount.Trees))
                Tree(x, at);
            else if (_random.Chance(0.25))
                Put(ActorKind.Bin, x, at, 0, 0.45, 0.45, 0.95).Colour = new Paint("green", new Rgb(44, 78, 56));
            else if (_random.Chance(0.3))
                ParkedTwoWheeler(side, at);
        }
    }

    private void Bench(int side, double y)
    {
        // Against the houses looking at the road, or at the kerb looking at the houses.
        var atKerb = _random.Chance(0.4);
        var x = side * (atKerb ? _layout.RoadHalf + 0.75 : _layout.HousesX - 1.0);
        var heading = (atKerb ? side : -side) * (Trigonometry.Pi / 2);
        var bench = Put(ActorKind.Bench, x, y, heading, 0.6, _random.Between(1.5, 1.9), 0.86);
        bench.Colour = Paint.Wood(_random);
        if (_random.Chance(0.3))
        {
            var bag = Put(ActorKind.Bag, x, y + _random.Between(-0.4, 0.4), heading, 0.2, 0.36, 0.42);
            bag.Position = bag.Position with { Z = 0.45 };
            bag.Colour = Paint.Clothes(_random);
            bag.Variant = _random.Between(0, 2);
            bag.Support = bench;
        }
    }

    private void ParkedTwoWheeler(int side, double y)
    {
        var kind = _random.Chance(0.6) ? ActorKind.Bicycle : ActorKind.Motorcycle;
        var actor = Put(kind, side * (_layout.RoadHalf + 0.75), y, _random.Between(-0.3, 0.3), 1, 1, 1);
        actor.State = "parked";
        Dressing.Restyle(actor, _random);
    }

    private void Parked(int side, double from, double to)
    {
        var y = from + 8;
        while (y < to - 10)
        {
            var slot = 5.6;
            if (_random.Chance(amount.ParkedShare))
            {
                var kind = _random.Chance(0.07) ? ActorKind.Truck : _random.Chance(0.06) ? ActorKind.Motorcycle : ActorKind.Car;
                var actor = Put(kind, _layout.ParkingX(side) + _random.Between(-0.1, 0.1), 0, side > 0 ? 0 : Trigonometry.Pi, 1, 1, 1);
                actor.State = "parked";
                Dressing.Restyle(actor, _random);
                slot = actor.Length + _random.Between(0.7, 1.5);
                actor.Position = actor.Position with { Y = y + (slot / 2) };
            }
            y += slot;
        }
    }

    private void Cones(int side, double y)
    {
        var onRoad = !_layout.HasParking;
        var x = side * (onRoad ? _layout.LanesHalf + 0.4 : _layout.RoadHalf + 0.5);
        var count = _random.Between(3, 7);
        var height = _random.Between(0.45, 0.78);
        for (var i = 0; i < count; i++)
        {
            var cone = Put(ActorKind.Cone, x + (side * 0.15 * Math.Abs(i - (count / 2))), y + (i * 1.7), 0, height * 0.55, height * 0.55, height);
            cone.Colour = new Paint("orange", new Rgb(238, 92, 22));
        }
        if (_random.Chance(0.5))
            Put(ActorKind.Barrier, x + (side * 0.9), y + (count * 0.85), 0, 1.6, 0.3, 1.0);
    }

    /// <summary>One head on a pole on the right of each approach, and one over the far side of the main street.</summary>
    private void SignalHeads()
    {
        var y = _layout.JunctionY(block);
        foreach (var direction in (ReadOnlySpan<int>)[1, -1])
        {
            var away = direction > 0 ? Trigonometry.Pi : 0;
            Head(direction * (_layout.RoadHalf + 0.45), y - (direction * StreetLayout.StopFromJunction), away, crossStreet: false, 2.5);
            Head(direction * (_layout.RoadHalf + 0.45), y + (direction * (StreetLayout.ZebraFromJunction + 2.2)), away, crossStreet: false, 3.1);
            var crossAway = direction > 0 ? -Trigonometry.Pi / 2 : Trigonometry.Pi / 2;
            Head(-direction * (_layout.CrossStop - 0.6), y - (direction * (StreetLayout.CrossHalf + 0.5)), crossAway, crossStreet: true, 2.4);
        }
    }

    private void Head(double x, double y, double heading, bool crossStreet, double bottom)
    {
        var head = Put(ActorKind.TrafficLight, x, y, heading, 0.24, 0.34, 0.95);
        head.Position = head.Position with { Z = bottom };
        head.Behaviour = new Behaviours.Signalling(block, crossStreet);
        head.State = Signals.State(block, crossStreet, world.Seconds, _layout.SignalShiftSeconds);
    }

    private void StopSigns()
    {
        var y = _layout.JunctionY(block);
        foreach (var direction in (ReadOnlySpan<int>)[1, -1])
        {
            // The cross street's drivers have it on their right; two more on the main street's corners face main traffic.
            var crossAway = direction > 0 ? -Trigonometry.Pi / 2 : Trigonometry.Pi / 2;
            Sign(-direction * (_layout.CrossStop - 0.4), y - (direction * (StreetLayout.CrossHalf + 0.5)), crossAway);
            Sign(direction * (_layout.RoadHalf + 0.5), y - (direction * (StreetLayout.StopFromJunction - 0.4)), direction > 0 ? Trigonometry.Pi : 0);
        }
    }

    private void Sign(double x, double y, double heading)
    {
        var sign = Put(ActorKind.StopSign, x, y, heading, 0.05, 0.78, 0.78);
        sign.Position = sign.Position with { Z = 1.9 };
        sign.Colour = new Paint("red", new Rgb(190, 20, 28));
    }
}
