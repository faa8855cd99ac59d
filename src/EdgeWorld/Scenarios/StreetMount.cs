using EdgeWorld.Numerics;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Scenarios;

/// <summary>Mounts the camera in a street.</summary>
internal static class StreetMount
{
    public const double VehicleFocal = 0.72; // of the picture's width: 70° across
    public const double PersonFocal = 0.68;
    public const double PoleFocal = 0.8;

    public static CameraView View(WorldState world, double focal) =>
        new(world.Options.Width, world.Options.Height, focal * world.Options.Width);

    public static void OnVehicle(WorldState world, WorldRandom random)
    {
        var height = random.Chance(0.8) ? random.Between(1.25, 1.5) : random.Between(1.9, 2.3);
        world.Rig = new VehicleRig(View(world, VehicleFocal), height, random.Between(-0.05, -0.02));
        world.Rig.Step(world, WorldState.StepSeconds);
    }

    public static void OnPerson(WorldState world, IWalkPath path, double eyeHeight = 1.6)
    {
        world.Ego = new Actors.Actor(Actors.ActorKind.Person, 0) { Length = 0.4, Width = 0.5, Height = 1.7 };
        world.Actors.Add(world.Ego);
        world.Rig = new PersonRig(View(world, PersonFocal), path, eyeHeight);
        world.Rig.Step(world, WorldState.StepSeconds);
    }

    /// <summary>At the kerb, looking at a point of the street from above.</summary>
    public static void OnPole(WorldState world, int side, double y, double lookX, double lookY, double height)
    {
        var position = new Vec3(side * (world.Layout.RoadHalf + 0.9), y, height);
        double dx = lookX - position.X, dy = lookY - y;
        var heading = Trigonometry.Atan2(dx, dy);
        var pitch = -Trigonometry.Atan2(height - 1, Math.Sqrt((dx * dx) + (dy * dy)));
        world.Rig = new PoleRig(View(world, PoleFocal), position, heading, pitch);
        world.Rig.Step(world, WorldState.StepSeconds);
    }

    /// <summary>Takes away what was put up right before a camera on a pole.</summary>
    public static void ClearView(WorldState world)
    {
        if (world.View != ViewKind.Pole)
            return;
        var view = world.Rig.View;
        world.Actors.RemoveAll(actor =>
            actor.Kind is Actors.ActorKind.Tree or Actors.ActorKind.LampPost
            && view.FromWorld(actor.Position + new Vec3(0, 0, actor.Height / 2)) is { Z: > -2 and < 14 } at
            && Math.Abs(at.X) < 2.5 + at.Z);
    }
}
