using EdgeWorld.Numerics;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Scenarios;

/// <summary>Everyday life: traffic, crossing, pavement, parking; and bustle, where what is rare elsewhere is near and plenty, for training.</summary>
internal sealed class StreetScenario(string name) : Scenario
{
    private Furnisher? _furnisher;

    public override void Build(WorldState world)
    {
        var random = new WorldRandom(world.Options.Seed, 2);
        world.Layout = Layout(random);
        var amount = Amount(random);
        _furnisher = new Furnisher(amount);
        var startY = random.Between(-4, 4.0);
        var population = new Population(world, startY);
        Mount(world, population, random, startY);
        _furnisher.Update(world);
        StreetMount.ClearView(world);
        population.Fill(amount);
    }

    public override void AfterStep(WorldState world)
    {
        if (world.Tick % 30 == 0)
            _furnisher!.Update(world);
    }

    private StreetLayout Layout(WorldRandom random) => new()
    {
        LanesEachWay = name is "traffic" ? random.Between(1, 3) : name is "crossing" ? random.Between(1, 3) : 1,
        HasParking = name is "parking" || random.Chance(0.45),
        Pavement = name is "pavement" or "parking" ? random.Between(3.6, 5.0) : random.Between(3.2, 4.4),
        FirstJunctionY = name is "crossing" ? random.Between(20.0, 30.0) : random.Between(30.0, 60.0),
        JunctionSpacing = random.Between(80, 115.0),
        HasSignals = random.Chance(name is "crossing" ? 0.65 : 0.5),
        SignalShiftSeconds = random.Between(0, Signals.Cycle),
    };

    private Furnishing Amount(WorldRandom random) => name switch
    {
        "traffic" => new Furnishing
        {
            Cars = random.Between(8, 16), Trucks = random.Between(1, 4), Buses = random.Between(2, 5), Motorcycles = random.Between(1, 4),
            Bicycles = random.Between(1, 4), Walkers = random.Between(3, 8), Cones = 0.7,
        },
        "crossing" => new Furnishing
        {
            Cars = random.Between(5, 9), Buses = random.Between(1, 3), Crossers = random.Between(3, 8), CrossVehicles = random.Between(3, 6), Walkers = random.Between(4, 10),
            Standers = random.Between(2, 5), Bicycles = random.Between(2, 4), Motorcycles = random.Between(1, 3),
        },
        "pavement" => new Furnishing
        {
            Walkers = random.Between(8, 16), Standers = random.Between(3, 7), Benches = 0.65, Steps = 0.6, Cones = 0.6, Cars = 6, Buses = 2, Trees = 0.5,
            Bicycles = 3,
        },
        "bustle" => new Furnishing
        {
            ParkedShare = 0.3, Cars = 3, Trucks = random.Between(2, 4), Buses = random.Between(2, 4), Motorcycles = random.Between(4, 8), Bicycles = random.Between(5, 9),
            CrossVehicles = random.Between(2, 5), Walkers = random.Between(9, 15), Standers = random.Between(1, 4), Crossers = 2, Benches = 0.6, Cones = 0.6,
            WalkersWith = ["dog", null, "dog", "cane", "dog", "pram"], Depth = 34,
        },
        _ => new Furnishing
        {
            ParkedShare = 0.85, Cars = 3, Walkers = random.Between(6, 12), Standers = 4, Bicycles = 2, Cones = 0.7, Motorcycles = 2, Steps = 0.5,
        },
    };

    private void Mount(WorldState world, Population population, WorldRandom random, double startY)
    {
        var layout = world.Layout;
        switch (world.View)
        {
            case ViewKind.Vehicle:
                population.Ego(startY, name switch { "parking" => random.Between(4, 6.0), "bustle" => random.Between(2, 4.0), _ => random.Between(9, 13.0) });
                StreetMount.OnVehicle(world, random);
                break;
            case ViewKind.Person when name is "crossing":
                var zebraY = layout.FirstJunctionY - StreetLayout.ZebraFromJunction - 0.3;
                StreetMount.OnPerson(world, new ZebraPath(zebraY, layout.RoadHalf + 0.9, 0, random.Between(1.0, 1.4), random.Between(0, 6.0)));
                break;
            case ViewKind.Person:
                var x = random.Between(layout.RoadHalf + 1.3, layout.HousesX - 1.5);
                StreetMount.OnPerson(world, new PavementPath(x, startY, random.Between(0.9, 1.5), random.Between(0, 6.0)));
                break;
            default:
                var side = random.Chance(0.5) ? 1 : -1;
                var junction = name is "crossing" or "traffic" or "bustle";
                var y = junction ? layout.FirstJunctionY - random.Between(16, 24.0) : startY;
                var lookX = name is "pavement" ? side * (layout.RoadHalf + (layout.Pavement * 0.4)) : 0;
                StreetMount.OnPole(world, side, y, lookX, y + random.Between(13, 18.0), random.Between(4.0, 6.0));
                break;
        }
    }
}
