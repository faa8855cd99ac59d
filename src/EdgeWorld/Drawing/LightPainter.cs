using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Shapes;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Drawing;

/// <summary>Lamps: the pools they throw on the road, the glow around them, and how brightly they light an object.</summary>
internal sealed class LightPainter(WorldState world, Mood mood, Brush brush)
{
    private const double LampReach = 11;
    private const double HeadlightReach = 42;

    private readonly CameraView _view = world.Rig.View;
    private readonly Vec3[] _outline = new Vec3[14];

    /// <summary>How much brighter than its surroundings an object is.</summary>
    public double On(in Item item)
    {
        if (!mood.IsNight || world.Room is not null)
            return 1;
        var gain = 1.0;
        var at = item.Actor.Position;
        foreach (var lamp in world.Actors)
        {
            if (lamp.Kind != ActorKind.LampPost || item.Actor.Kind == ActorKind.Building)
                continue;
            var near = 1 - (lamp.Position.GroundDistance(at) / LampReach);
            if (near > 0)
                gain = Math.Max(gain, 1 + (0.9 * near));
        }
        if (world.View == ViewKind.Vehicle)
        {
            var inCamera = _view.FromWorld(at);
            if (inCamera.Z > 0 && Math.Abs(inCamera.X) < 3 + (inCamera.Z * 0.35))
                gain += Math.Max(0, 1.1 * (1 - (inCamera.Z / HeadlightReach)));
        }
        return gain;
    }

    public void PaintPools(ReadOnlySpan<Item> items)
    {
        if (!mood.LightsOn || world.Room is not null || mood.Rains)
            return;
        var strength = mood.IsNight ? 26 : 10;
        foreach (ref readonly var item in items)
        {
            if (item.Distance > 60)
                continue;
            if (item.Actor.Kind == ActorKind.LampPost)
            {
                for (var ring = 1; ring <= 3; ring++)
                    Pool(item.Actor.Position + (item.Actor.Forward * 1.5), ring * 2.0, strength, new Rgb(255, 214, 150));
            }
            else if (item.Actor.IsVehicle && item.Actor.State != "parked" && item.Actor.Kind != ActorKind.Bicycle)
            {
                Beam(item.Actor, strength);
            }
        }
        if (world.View == ViewKind.Vehicle && world.Ego is { } ego)
            Beam(ego, strength);
    }

    /// <summary>A halo around every lamp of an object that shines towards the camera; what is nearer is painted over it.</summary>
    public void PaintGlow(Composition composition, in Item item)
    {
        if (!mood.LightsOn || world.Room is not null || item.Distance > 80 || item.Actor.Kind is ActorKind.Building or ActorKind.Bus)
            return;
        for (var p = item.FirstPart; p < item.EndPart; p++)
        {
            ref readonly var part = ref composition.Parts[p];
            if ((part.Marks & PartMarks.Shines) == 0)
                continue;
            var middle = default(Vec3);
            foreach (var point in composition.InCamera.Slice(part.First, part.Count))
                middle += point;
            middle *= 1.0 / part.Count;
            var radius = item.Actor.Kind == ActorKind.LampPost ? 0.7 : 0.32;
            brush.Ball(middle, radius, part.Colour, mood.IsNight ? 34 : 18);
            brush.Ball(middle, radius * 0.5, part.Colour, mood.IsNight ? 50 : 24);
        }
    }

    private void Pool(Vec3 centre, double radius, int alpha, Rgb colour)
    {
        for (var i = 0; i < _outline.Length; i++)
        {
            var angle = 2 * Trigonometry.Pi * i / _outline.Length;
            _outline[i] = _view.FromWorld(new Vec3(
                centre.X + (radius * Trigonometry.Cos(angle)), centre.Y + (radius * Trigonometry.Sin(angle)), 0));
        }
        brush.FillPolygon(_outline, colour, alpha);
    }

    private void Beam(Actor vehicle, int alpha)
    {
        // Several overlapping fans, so that the light fades ahead and to the sides.
        for (var reach = 5; reach <= 20; reach += 3)
        {
            double l = vehicle.Length / 2, near = 0.35 + (reach * 0.035), far = near + (reach * 0.11);
            _outline[0] = _view.FromWorld(vehicle.FromLocal(-near, l + (reach * 0.12), 0));
            _outline[1] = _view.FromWorld(vehicle.FromLocal(near, l + (reach * 0.12), 0));
            _outline[2] = _view.FromWorld(vehicle.FromLocal(far, l + (reach * 0.7), 0));
            _outline[3] = _view.FromWorld(vehicle.FromLocal(far * 0.6, l + reach, 0));
            _outline[4] = _view.FromWorld(vehicle.FromLocal(-far * 0.6, l + reach, 0));
            _outline[5] = _view.FromWorld(vehicle.FromLocal(-far, l + (reach * 0.7), 0));
            brush.FillPolygon(_outline.AsSpan(0, 6), new Rgb(255, 246, 214), alpha / 2);
        }
    }
}
