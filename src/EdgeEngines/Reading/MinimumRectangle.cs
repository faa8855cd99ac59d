namespace EdgeEngines.Reading;

/// <summary>The smallest rectangle around a convex hull. It has a side along one of the hull's (Freeman and Shapira, 1975), so each
/// is tried: a hull in a picture of 1000 pixels has at most some 300 corners.</summary>
internal static class MinimumRectangle
{
    /// <param name="hull">Corners in order; one or two where the points are no area.</param>
    public static RotatedRectangle Around(ReadOnlySpan<(int X, int Y)> hull)
    {
        if (hull.Length == 1)
            return new RotatedRectangle(hull[0].X, hull[0].Y, 1, 0, 0, 0);
        var least = new RotatedRectangle(0, 0, 1, 0, double.PositiveInfinity, 1);
        for (var i = 0; i < hull.Length; i++)
        {
            var (from, to) = (hull[i], hull[(i + 1) % hull.Length]);
            double dx = to.X - from.X, dy = to.Y - from.Y;
            var length = Math.Sqrt((dx * dx) + (dy * dy));
            var tried = Along(hull, dx / length, dy / length);
            if (tried.Area < least.Area)
                least = tried;
        }
        return least;
    }

    private static RotatedRectangle Along(ReadOnlySpan<(int X, int Y)> hull, double axisX, double axisY)
    {
        double alongLeast = double.MaxValue, alongMost = double.MinValue, acrossLeast = double.MaxValue, acrossMost = double.MinValue;
        foreach (var (x, y) in hull)
        {
            var along = (x * axisX) + (y * axisY);
            var across = (y * axisX) - (x * axisY);
            alongLeast = Math.Min(alongLeast, along);
            alongMost = Math.Max(alongMost, along);
            acrossLeast = Math.Min(acrossLeast, across);
            acrossMost = Math.Max(acrossMost, across);
        }
        var (middleAlong, middleAcross) = ((alongLeast + alongMost) / 2, (acrossLeast + acrossMost) / 2);
        return new RotatedRectangle(
            (middleAlong * axisX) - (middleAcross * axisY), (middleAlong * axisY) + (middleAcross * axisX),
            axisX, axisY, alongMost - alongLeast, acrossMost - acrossLeast);
    }
}
