using System.Numerics;

namespace EdgeHost.Events;

/// <summary>A polygon in source pixels.</summary>
internal sealed class Zone
{
    private readonly Vector2[] _corners;

    public Zone(string name, Vector2[] cornersInSource)
    {
        Name = name;
        _corners = cornersInSource;
    }

    public string Name { get; }

    /// <summary>Whether the point is inside by the even-odd rule: a ray to the right meets the outline an odd number of times.</summary>
    public bool Contains(Vector2 point)
    {
        var inside = false;
        for (int i = 0, j = _corners.Length - 1; i < _corners.Length; j = i++)
        {
            var (a, b) = (_corners[i], _corners[j]);
            if (a.Y > point.Y != b.Y > point.Y && point.X < a.X + ((point.Y - a.Y) / (b.Y - a.Y) * (b.X - a.X)))
                inside = !inside;
        }
        return inside;
    }

    /// <summary>Whether an object that was in the zone still counts as in it: it must get <paramref name="margin"/> pixels away before
    /// it has left, so that a box that trembles on the edge does not enter over and over.</summary>
    public bool Holds(Vector2 point, float margin)
    {
        if (Contains(point))
            return true;
        for (int i = 0, j = _corners.Length - 1; i < _corners.Length; j = i++)
        {
            if (SquaredDistance(point, _corners[j], _corners[i]) <= margin * margin)
                return true;
        }
        return false;
    }

    private static float SquaredDistance(Vector2 point, Vector2 a, Vector2 b)
    {
        var along = b - a;
        var length = along.LengthSquared();
        var share = length > 0 ? Math.Clamp(Vector2.Dot(point - a, along) / length, 0, 1) : 0;
        return Vector2.DistanceSquared(point, a + (share * along));
    }
}
