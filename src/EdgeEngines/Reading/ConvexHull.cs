namespace EdgeEngines.Reading;

/// <summary>Convex hull by monotone chains (Andrew, 1979), in whole numbers and so exact. Room is made once.</summary>
/// <param name="height">Rows of the picture that the points lie in. A chain has at most two corners a row.</param>
internal sealed class ConvexHull(int height)
{
    private readonly (int X, int Y)[] _corners = new (int X, int Y)[(4 * height) + 4];
    private readonly (int X, int Y)[] _left = new (int X, int Y)[(2 * height) + 2];
    private int _right;
    private int _leftCount;

    public void Clear() => (_right, _leftCount) = (0, 0);

    /// <summary>Takes points row by row, in a row from the left.</summary>
    public void Add(int x, int y)
    {
        Push(_corners, ref _right, (x, y), 1);
        Push(_left, ref _leftCount, (x, y), -1);
    }

    /// <summary>Corners in order, without those on a straight side.</summary>
    public ReadOnlySpan<(int X, int Y)> Close()
    {
        var count = _right;
        for (var i = _leftCount - 2; i > 0; i--) // both chains begin and end at the same points
            _corners[count++] = _left[i];
        return _corners.AsSpan(0, count);
    }

    private static void Push((int X, int Y)[] chain, ref int count, (int X, int Y) point, int side)
    {
        if (count > 0 && chain[count - 1] == point)
            return;
        while (count >= 2 && side * Turn(chain[count - 2], chain[count - 1], point) <= 0)
            count--;
        chain[count++] = point;
    }

    private static long Turn((int X, int Y) a, (int X, int Y) b, (int X, int Y) c) =>
        ((long)(b.X - a.X) * (c.Y - a.Y)) - ((long)(b.Y - a.Y) * (c.X - a.X));
}
