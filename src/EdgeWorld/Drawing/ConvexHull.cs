using EdgeWorld.Numerics;

namespace EdgeWorld.Drawing;

/// <summary>Convex hull of some points on the ground (Andrew's monotone chain), in place.</summary>
internal static class ConvexHull
{
    public static Span<Vec3> Of(Span<Vec3> points)
    {
        // Insertion sort by x, then y: there are eight of them.
        for (var i = 1; i < points.Length; i++)
        {
            var point = points[i];
            var j = i - 1;
            for (; j >= 0 && (points[j].X > point.X || (points[j].X == point.X && points[j].Y > point.Y)); j--)
                points[j + 1] = points[j];
            points[j + 1] = point;
        }
        Span<Vec3> hull = stackalloc Vec3[(2 * points.Length) + 1];
        var count = 0;
        for (var pass = 0; pass < 2; pass++)
        {
            var start = count;
            for (var i = 0; i < points.Length; i++)
            {
                var point = points[pass == 0 ? i : points.Length - 1 - i];
                while (count - start >= 2 && Turn(hull[count - 2], hull[count - 1], point) <= 0)
                    count--;
                hull[count++] = point;
            }
            count--; // the next chain begins with its last point
        }
        hull[..count].CopyTo(points);
        return points[..count];
    }

    private static double Turn(Vec3 a, Vec3 b, Vec3 c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
