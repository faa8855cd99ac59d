using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Rooms;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Scenarios;

/// <summary>A room with a table of small things, or a corridor with doors and side tables.</summary>
internal sealed class IndoorScenario(bool corridor) : Scenario
{
    public override void Build(WorldState world)
    {
        var random = new WorldRandom(world.Options.Seed, 4);
        var wall = random.Pick<Rgb>([new(226, 220, 206), new(206, 214, 218), new(220, 208, 190), new(212, 220, 206), new(232, 232, 230)]);
        var floor = random.Pick<Rgb>([new(168, 124, 84), new(150, 150, 148), new(120, 92, 70), new(176, 166, 148)]);
        world.Room = corridor
            ? new Room(random.Between(1.5, 1.9), random.Between(7.0, 10.0), 2.7, wall, floor, random.Chance(0.4))
            : new Room(random.Between(2.9, 3.6), random.Between(3.4, 4.4), 2.7, wall, floor, random.Chance(0.6));
        var furniture = new RoomFurniture(world, world.Room, random);
        if (corridor)
            furniture.Corridor();
        else
            furniture.Room();
        Mount(world, world.Room, random);
    }

    private void Mount(WorldState world, Room room, WorldRandom random)
    {
        if (world.View == ViewKind.Pole)
        {
            var position = new Vec3(corridor ? 0.2 : room.HalfWidth - 0.3, -room.HalfLength + 0.3, 2.45);
            var heading = Trigonometry.Atan2(-position.X, corridor ? 9 : -position.Y);
            world.Rig = new PoleRig(StreetMount.View(world, 0.62), position, heading, corridor ? -0.3 : -0.38);
            world.Rig.Step(world, WorldState.StepSeconds);
            return;
        }
        IWalkPath path = corridor
            ? new RoomPath(default, 0.35, room.HalfLength - 1.6, random.Between(0.5, 0.8), random.Between(0, 1.0))
            : new RoomPath(default, room.HalfWidth - 1.0, room.HalfLength - 1.1, random.Between(0.35, 0.6), random.Between(0, 6.0));
        StreetMount.OnPerson(world, path);
    }
}
