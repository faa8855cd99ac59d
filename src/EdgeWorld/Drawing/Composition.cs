using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Shapes;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Drawing;

/// <summary>
/// What stands before the camera in one frame, as parts in camera space (x right, y down, z ahead; metres). The picture and
/// the truth are both made from it, so that they cannot disagree.
/// </summary>
internal sealed class Composition
{
    private const double FarthestHouse = 190;
    private const double Farthest = 110;
    private const double SmallestPx = 1.5;

    private readonly ShapeBuilder _shapes = new();
    private Vec3[] _inCamera = new Vec3[8192];
    private Item[] _items = new Item[256];
    private int _count;

    public ReadOnlySpan<Item> Items => _items.AsSpan(0, _count);

    public ReadOnlySpan<Part> Parts => _shapes.Parts;

    public ReadOnlySpan<Vec3> InCamera => _inCamera.AsSpan(0, _shapes.VertexCount);

    /// <summary>Composes all that the camera can see; alone keeps a single actor.</summary>
    public void Compose(WorldState world, Mood mood, Actor? alone = null)
    {
        var view = world.Rig.View;
        _shapes.Reset();
        _shapes.Light = mood.Light;
        _count = 0;
        foreach (var actor in world.Actors)
        {
            if (actor.Active && actor != world.Ego && (alone is null || actor == alone))
                Add(actor, view, mood);
        }
    }

    private void Add(Actor actor, CameraView view, Mood mood)
    {
        var radius = Reach(actor);
        var middle = view.FromWorld(actor.Position + new Vec3(0, 0, actor.Height / 2));
        var distance = middle.Length;
        var farthest = actor.Kind is ActorKind.Building ? FarthestHouse : Farthest;
        if (middle.Z < CameraView.Near - radius || distance - radius > farthest || radius * 2 * view.FocalPx < SmallestPx * distance)
            return;
        var (halfWidth, halfHeight) = (view.Width / 2.0 / view.FocalPx, view.Height / 2.0 / view.FocalPx);
        if (Math.Abs(middle.X) - (radius * 1.6) > Math.Max(middle.Z + radius, 0) * halfWidth
            || Math.Abs(middle.Y) - (radius * 1.6) > Math.Max(middle.Z + radius, 0) * halfHeight)
            return;

        var firstVertex = _shapes.VertexCount;
        var item = new Item { Actor = actor, FirstPart = _shapes.PartCount, Distance = distance };
        _shapes.Begin(actor, view.Position, view.FocalPx);
        ShapeCatalog.Build(_shapes, actor, mood.LightsOn, mood.Horizon);
        item.EndPart = _shapes.PartCount;
        while (_shapes.VertexCount > _inCamera.Length)
            Array.Resize(ref _inCamera, _inCamera.Length * 2);
        var vertices = _shapes.Vertices;
        for (var i = firstVertex; i < vertices.Length; i++)
            _inCamera[i] = view.FromWorld(vertices[i]);
        Measure(ref item, view);
        InsideBox.Measure(ref item, _shapes.Parts, _inCamera, view);
        if (item.DrawnX1 <= 0 || item.DrawnY1 <= 0 || item.DrawnX0 >= view.Width || item.DrawnY0 >= view.Height || item.DrawnX1 <= item.DrawnX0)
            return; // its parts stay unused
        if (_count == _items.Length)
            Array.Resize(ref _items, _count * 2);
        _items[_count++] = item;
    }

    private static double Reach(Actor actor)
    {
        var spread = actor.Kind is ActorKind.Tree ? actor.Height * 0.4 : actor.Kind is ActorKind.LampPost ? 1.8 : actor.Kind is ActorKind.Door ? 1.2 : 0;
        var height = actor.Height + (actor.Kind is ActorKind.TrafficLight or ActorKind.StopSign ? actor.Position.Z * 2 : 0);
        var (l, w) = (Math.Max(actor.Length, spread * 2), Math.Max(actor.Width, spread * 2));
        return (Math.Sqrt((l * l) + (w * w) + (height * height)) / 2) + 0.05;
    }

    private void Measure(ref Item item, CameraView view)
    {
        item.X0 = item.Y0 = item.DrawnX0 = item.DrawnY0 = double.MaxValue;
        item.X1 = item.Y1 = item.DrawnX1 = item.DrawnY1 = double.MinValue;
        var parts = _shapes.Parts;
        for (var p = item.FirstPart; p < item.EndPart; p++)
        {
            ref readonly var part = ref parts[p];
            if ((part.Marks & PartMarks.Painted) != 0)
                continue;
            var loose = (part.Marks & PartMarks.Loose) != 0;
            var radiusPx = StrokeRadius.InPixels(part, InCamera, view);
            if (double.IsNaN(radiusPx))
                continue;
            for (var i = 0; i < part.Count; i++)
            {
                var at = _inCamera[part.First + i];
                if (at.Z >= CameraView.Near)
                {
                    Extend(ref item, view, at, radiusPx, loose);
                    continue;
                }
                // Where the edges to its neighbours pass the near plane.
                Cut(ref item, view, at, _inCamera[part.First + ((i + 1) % part.Count)], loose);
                Cut(ref item, view, at, _inCamera[part.First + ((i + part.Count - 1) % part.Count)], loose);
            }
        }
    }

    private static void Cut(ref Item item, CameraView view, Vec3 behind, Vec3 ahead, bool loose)
    {
        if (ahead.Z >= CameraView.Near)
            Extend(ref item, view, behind + ((ahead - behind) * ((CameraView.Near - behind.Z) / (ahead.Z - behind.Z))), 0, loose);
    }

    private static void Extend(ref Item item, CameraView view, Vec3 at, double r, bool loose)
    {
        var scale = view.FocalPx / at.Z;
        double x = (view.Width / 2.0) + (at.X * scale), y = (view.Height / 2.0) + (at.Y * scale);
        item.DrawnX0 = Math.Min(item.DrawnX0, x - r);
        item.DrawnY0 = Math.Min(item.DrawnY0, y - r);
        item.DrawnX1 = Math.Max(item.DrawnX1, x + r);
        item.DrawnY1 = Math.Max(item.DrawnY1, y + r);
        if (loose)
            return;
        item.X0 = Math.Min(item.X0, x - r);
        item.Y0 = Math.Min(item.Y0, y - r);
        item.X1 = Math.Max(item.X1, x + r);
        item.Y1 = Math.Max(item.Y1, y + r);
    }
}
