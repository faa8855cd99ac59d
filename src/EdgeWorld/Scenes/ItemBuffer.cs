using EdgeWorld.Drawing;
using EdgeWorld.Numerics;
using EdgeWorld.Shapes;
using EdgeWorld.Viewing;

namespace EdgeWorld.Scenes;

/// <summary>
/// Which item is nearest at each pixel of a small picture (a z-buffer of items). From it comes how much of each is seen:
/// pixels won ÷ pixels covered. Plain arithmetic only, so that it is the same on every machine.
/// </summary>
internal sealed class ItemBuffer
{
    private const int LargestWidth = 320;
    private const int Nothing = -1;

    private readonly CameraView _view;
    private readonly int _width;
    private readonly int _height;
    private readonly double _scale;
    private readonly float[] _nearness; // 1 / metres along the view
    private readonly int[] _owner;
    private readonly int[] _stamp;
    private readonly Vec3[] _clipped = new Vec3[32];
    private int[] _covered = new int[256];
    private int[] _won = new int[256];

    public ItemBuffer(CameraView view)
    {
        _view = view;
        _scale = Math.Min(1.0, (double)LargestWidth / view.Width);
        (_width, _height) = ((int)(view.Width * _scale), (int)(view.Height * _scale));
        (_nearness, _owner, _stamp) = (new float[_width * _height], new int[_width * _height], new int[_width * _height]);
    }

    public void Fill(Composition composition)
    {
        Array.Clear(_nearness);
        Array.Fill(_owner, Nothing);
        Array.Fill(_stamp, Nothing);
        var items = composition.Items;
        if (items.Length > _covered.Length)
            (_covered, _won) = (new int[items.Length * 2], new int[items.Length * 2]);
        Array.Clear(_covered, 0, items.Length);
        Array.Clear(_won, 0, items.Length);
        for (var item = 0; item < items.Length; item++)
        {
            for (var p = items[item].FirstPart; p < items[item].EndPart; p++)
            {
                ref readonly var part = ref composition.Parts[p];
                if ((part.Marks & PartMarks.Painted) == 0)
                    Draw(part, composition.InCamera.Slice(part.First, part.Count), item);
            }
        }
        foreach (var owner in _owner)
        {
            if (owner >= 0)
                _won[owner]++;
        }
    }

    /// <summary>Share of the item's pixels in the picture that nothing nearer covers.</summary>
    public double VisibleShare(int item) => _covered[item] == 0 ? 0 : (double)_won[item] / _covered[item];

    private void Draw(in Part part, ReadOnlySpan<Vec3> points, int item)
    {
        var loose = (part.Marks & PartMarks.Loose) != 0;
        switch (part.Kind)
        {
            case PartKind.Polygon:
                Polygon(points, item, loose);
                break;
            case PartKind.Ball:
                Stroke(points[0], points[0], part.Radius, item, loose);
                break;
            case PartKind.Stroke:
                Stroke(points[0], points[1], part.Radius, item, loose);
                break;
            default:
                for (var i = 0; i < points.Length; i++)
                    Stroke(points[i], points[(i + 1) % points.Length], part.Radius, item, loose);
                break;
        }
    }

    private void Polygon(ReadOnlySpan<Vec3> points, int item, bool loose)
    {
        var corners = NearPlane.Clip(points, _clipped);
        if (corners.Length < 3)
            return;
        // The plane in camera space gives 1/z at a pixel: with n·P = d and P = z·ray, 1/z = n·ray / d.
        var normal = (points[1] - points[0]).Cross(points[2] - points[0]);
        var d = normal.Dot(points[0]);
        if (Math.Abs(d) < 1e-9)
            return;
        normal *= 1 / d;
        var focal = _view.FocalPx * _scale;
        double cx = _view.Width * _scale / 2, cy = _view.Height * _scale / 2, top = double.MaxValue, bottom = double.MinValue;
        for (var i = 0; i < corners.Length; i++)
        {
            var p = corners[i];
            corners[i] = new Vec3(cx + (focal * p.X / p.Z), cy + (focal * p.Y / p.Z), 0);
            top = Math.Min(top, corners[i].Y);
            bottom = Math.Max(bottom, corners[i].Y);
        }
        var y0 = (int)Math.Max(0, Math.Ceiling(top - 0.5));
        var y1 = (int)Math.Min(_height - 1, Math.Ceiling(bottom - 0.5) - 1);
        for (var y = y0; y <= y1; y++)
        {
            var (left, right) = Span(corners, y + 0.5);
            var x0 = (int)Math.Max(0, Math.Ceiling(left - 0.5));
            var x1 = (int)Math.Min(_width - 1, Math.Ceiling(right - 0.5) - 1);
            var nearness = ((x0 + 0.5 - cx) / focal * normal.X) + ((y + 0.5 - cy) / focal * normal.Y) + normal.Z;
            var step = normal.X / focal;
            for (var x = x0; x <= x1; x++, nearness += step)
                Put((y * _width) + x, (float)nearness, item, loose);
        }
    }

    private static (double Left, double Right) Span(ReadOnlySpan<Vec3> corners, double y)
    {
        double left = double.MaxValue, right = double.MinValue;
        var before = corners[^1];
        foreach (var corner in corners)
        {
            if (corner.Y <= y != before.Y <= y)
            {
                var x = before.X + ((corner.X - before.X) * ((y - before.Y) / (corner.Y - before.Y)));
                left = Math.Min(left, x);
                right = Math.Max(right, x);
            }
            before = corner;
        }
        return (left, right);
    }

    private void Stroke(Vec3 from, Vec3 to, double radius, int item, bool loose)
    {
        if (from.Z < CameraView.Near || to.Z < CameraView.Near)
            return;
        var focal = _view.FocalPx * _scale;
        double cx = _view.Width * _scale / 2, cy = _view.Height * _scale / 2;
        double ax = cx + (focal * from.X / from.Z), ay = cy + (focal * from.Y / from.Z);
        double bx = cx + (focal * to.X / to.Z), by = cy + (focal * to.Y / to.Z);
        // Half a pixel at least, so that a thin far thing still covers its line.
        var r = Math.Max(0.5, radius * focal * 2 / (from.Z + to.Z));
        double dx = bx - ax, dy = by - ay, square = (dx * dx) + (dy * dy);
        var y0 = (int)Math.Max(0, Math.Ceiling(Math.Min(ay, by) - r - 0.5));
        var y1 = (int)Math.Min(_height - 1, Math.Floor(Math.Max(ay, by) + r - 0.5));
        var x0 = (int)Math.Max(0, Math.Ceiling(Math.Min(ax, bx) - r - 0.5));
        var x1 = (int)Math.Min(_width - 1, Math.Floor(Math.Max(ax, bx) + r - 0.5));
        for (var y = y0; y <= y1; y++)
        {
            for (var x = x0; x <= x1; x++)
            {
                double px = x + 0.5 - ax, py = y + 0.5 - ay;
                var t = square > 0 ? Math.Clamp(((px * dx) + (py * dy)) / square, 0, 1) : 0;
                double ex = px - (t * dx), ey = py - (t * dy);
                if ((ex * ex) + (ey * ey) <= r * r)
                    Put((y * _width) + x, (float)(((1 - t) / from.Z) + (t / to.Z)), item, loose);
            }
        }
    }

    private void Put(int at, float nearness, int item, bool loose)
    {
        if (!loose && _stamp[at] != item)
        {
            _stamp[at] = item;
            _covered[item]++;
        }
        // A loose part never hides the rest of its own object.
        if (nearness <= _nearness[at] || (loose && _owner[at] == item))
            return;
        _nearness[at] = nearness;
        _owner[at] = loose ? Nothing : item;
    }
}
