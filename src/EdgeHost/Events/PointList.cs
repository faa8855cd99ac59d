using System.Globalization;
using System.Numerics;

namespace EdgeHost.Events;

/// <summary>Points as written in the settings: numbers in pairs, parted by commas, spaces or semicolons.</summary>
internal sealed class PointList
{
    private const int MaxPoints = 64;
    private static readonly char[] s_separators = [',', ' ', ';', '\t', '\n', '\r'];

    private readonly Vector2[] _points;

    private PointList(Vector2[] points) => _points = points;

    public int Count => _points.Length;

    /// <summary>All coordinates within 0 to 1, hence shares of the picture: nothing that matters fits into one pixel.</summary>
    public bool IsRelative => Array.TrueForAll(_points, point => point is { X: <= 1, Y: <= 1 });

    /// <returns>Null, with what was expected and what was found in <paramref name="problem"/>, when the text is no list of points.</returns>
    public static PointList? TryParse(string text, out string problem)
    {
        var parts = text.Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length % 2 != 0 || parts.Length > 2 * MaxPoints)
        {
            problem = $"expected pairs 'x,y x,y …', at most {MaxPoints}, found {parts.Length} numbers in '{text}'";
            return null;
        }
        var points = new Vector2[parts.Length / 2];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value is >= 0 and <= 100_000))
            {
                problem = $"expected numbers from 0 to 100000 (source pixels, or 0 to 1 for shares of the picture), found '{parts[i]}'";
                return null;
            }
            points[i / 2][i % 2] = value;
        }
        problem = "";
        return new(points);
    }

    /// <summary>In source pixels of a picture of the given size.</summary>
    public Vector2[] InSource(int width, int height)
    {
        var scale = IsRelative ? new Vector2(width, height) : Vector2.One;
        return Array.ConvertAll(_points, point => point * scale);
    }

    /// <summary>Of the polygon, in its own units (shoelace formula).</summary>
    public float Area()
    {
        var doubled = 0f;
        for (var i = 0; i < _points.Length; i++)
        {
            var (a, b) = (_points[i], _points[(i + 1) % _points.Length]);
            doubled += (a.X * b.Y) - (b.X * a.Y);
        }
        return Math.Abs(doubled) / 2;
    }

    public float Length()
    {
        var length = 0f;
        for (var i = 1; i < _points.Length; i++)
            length += Vector2.Distance(_points[i - 1], _points[i]);
        return length;
    }
}
