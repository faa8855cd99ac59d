using System.Numerics;

namespace EdgeHost.Events;

internal enum CrossingDirection
{
    None,

    /// <summary>From left to right, seen from the line's first point towards its second.</summary>
    In,
    Out,
}

/// <summary>Where an object last stood clear of a line. A mutable struct: one per object and line, changed in place.</summary>
internal struct LineSide
{
    /// <summary>−1 left, 1 right, 0 not yet clear of it.</summary>
    public int Side;
    public Vector2 Point;
}

/// <summary>A line between two points in source pixels, and who crosses it.</summary>
internal sealed class CrossingLine(string name, Vector2 startInSource, Vector2 endInSource)
{
    public string Name { get; } = name;

    /// <summary>A crossing counts once the object is more than <paramref name="margin"/> pixels clear of the line on the other side, so
    /// trembling on it counts nothing, and only where its way (straight from where it last stood clear) passes between the two
    /// points: walking around an end is no crossing.</summary>
    public CrossingDirection Pass(ref LineSide last, Vector2 point, float margin)
    {
        var distance = Distance(point);
        if (!(Math.Abs(distance) > margin))
            return CrossingDirection.None;

        var side = Math.Sign(distance);
        var crossed = last.Side == -side && IsBetweenEnds(last.Point, point);
        last = new() { Side = side, Point = point };
        return !crossed ? CrossingDirection.None : side > 0 ? CrossingDirection.In : CrossingDirection.Out;
    }

    /// <summary>From the endless line, positive to its right (in pictures y grows downwards).</summary>
    private float Distance(Vector2 point) => Cross(Vector2.Normalize(endInSource - startInSource), point - startInSource);

    /// <summary>The two ends lie on different sides of the way taken.</summary>
    private bool IsBetweenEnds(Vector2 from, Vector2 to)
    {
        var way = to - from;
        return Cross(way, startInSource - from) * Cross(way, endInSource - from) <= 0;
    }

    private static float Cross(Vector2 a, Vector2 b) => (a.X * b.Y) - (a.Y * b.X);
}
