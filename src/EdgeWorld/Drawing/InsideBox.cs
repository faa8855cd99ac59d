using EdgeWorld.Numerics;
using EdgeWorld.Shapes;
using EdgeWorld.Viewing;

namespace EdgeWorld.Drawing;

/// <summary>
/// The box around that part of an object that lies inside the picture. Its whole box cut at the picture's edge would not do:
/// of a car half outside, the half inside may be lower and narrower than that.
/// </summary>
internal static class InsideBox
{
    public static void Measure(ref Item item, ReadOnlySpan<Part> parts, ReadOnlySpan<Vec3> inCamera, CameraView view)
    {
        (item.InsideX0, item.InsideY0, item.InsideX1, item.InsideY1) = (item.X0, item.Y0, item.X1, item.Y1);
        if (item.X0 >= 0 && item.Y0 >= 0 && item.X1 <= view.Width && item.Y1 <= view.Height)
            return;
        (item.InsideX0, item.InsideY0, item.InsideX1, item.InsideY1) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        Span<Vec3> clipped = stackalloc Vec3[48];
        Span<Vec3> other = stackalloc Vec3[48];
        for (var p = item.FirstPart; p < item.EndPart; p++)
        {
            ref readonly var part = ref parts[p];
            if ((part.Marks & (PartMarks.Painted | PartMarks.Loose)) != 0)
                continue;
            var points = inCamera.Slice(part.First, part.Count);
            if (part.Kind == PartKind.Polygon)
            {
                Extend(ref item, Clip(Project(NearPlane.Clip(points, clipped), view), other, clipped, view));
                continue;
            }
            var radiusPx = StrokeRadius.InPixels(part, inCamera, view);
            for (var i = 0; !double.IsNaN(radiusPx) && i < (part.Kind == PartKind.Stroke ? 1 : points.Length); i++)
            {
                (clipped[0], clipped[1]) = (points[i], points[(i + 1) % points.Length]);
                Project(clipped[..2], view);
                Extend(ref item, Clip(Outline(clipped, radiusPx), other, clipped, view));
            }
        }
    }

    /// <summary>Turns the two ends of a stroke into its outline: two half circles around them.</summary>
    private static Span<Vec3> Outline(Span<Vec3> ends, double radius)
    {
        var (from, to) = (ends[0], ends[1]);
        var along = (to - from).Normalised();
        if (along == default)
            along = new Vec3(1, 0, 0);
        var across = new Vec3(-along.Y, along.X, 0);
        const int half = 17; // finer than a four-hundredth of the radius
        for (var i = 0; i < half; i++)
        {
            var angle = Trigonometry.Pi * (((double)i / (half - 1)) - 0.5);
            var out1 = (along * (radius * Trigonometry.Cos(angle))) + (across * (radius * Trigonometry.Sin(angle)));
            ends[i] = to + out1;
            ends[half + i] = from - out1;
        }
        return ends[..(2 * half)];
    }

    private static Span<Vec3> Project(Span<Vec3> corners, CameraView view)
    {
        for (var i = 0; i < corners.Length; i++)
        {
            var scale = view.FocalPx / corners[i].Z;
            corners[i] = new Vec3((view.Width / 2.0) + (corners[i].X * scale), (view.Height / 2.0) + (corners[i].Y * scale), 0);
        }
        return corners;
    }

    /// <summary>Cuts at the picture's four edges (Sutherland and Hodgman 1974).</summary>
    private static Span<Vec3> Clip(Span<Vec3> polygon, Span<Vec3> first, Span<Vec3> second, CameraView view)
    {
        var result = Side(polygon, first, 1, 0, 0);
        result = Side(result, second, -1, 0, view.Width);
        result = Side(result, first, 0, 1, 0);
        return Side(result, second, 0, -1, view.Height);
    }

    private static Span<Vec3> Side(Span<Vec3> polygon, Span<Vec3> result, double a, double b, double c)
    {
        if (polygon.IsEmpty)
            return polygon;
        var count = 0;
        var before = polygon[^1];
        var beforeInside = (a * before.X) + (b * before.Y) + c;
        foreach (var point in polygon)
        {
            var inside = (a * point.X) + (b * point.Y) + c;
            if (inside >= 0 != beforeInside >= 0)
                result[count++] = before + ((point - before) * (beforeInside / (beforeInside - inside)));
            if (inside >= 0)
                result[count++] = point;
            (before, beforeInside) = (point, inside);
        }
        return result[..count];
    }

    private static void Extend(ref Item item, ReadOnlySpan<Vec3> corners)
    {
        foreach (var corner in corners)
        {
            item.InsideX0 = Math.Min(item.InsideX0, corner.X);
            item.InsideY0 = Math.Min(item.InsideY0, corner.Y);
            item.InsideX1 = Math.Max(item.InsideX1, corner.X);
            item.InsideY1 = Math.Max(item.InsideY1, corner.Y);
        }
    }
}
