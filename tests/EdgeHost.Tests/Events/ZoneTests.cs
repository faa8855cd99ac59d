using System.Numerics;
using CsCheck;
using EdgeHost.Events;
using Xunit;

namespace EdgeHost.Tests.Events;

public sealed class ZoneTests
{
    private static readonly Gen<Vector2> s_point = Gen.Select(Gen.Float[0, 1000], Gen.Float[0, 1000], (x, y) => new Vector2(x, y));

    [Fact]
    public void Contains_AnyTriangle_AgreesWithTheSidesOfItsEdges() =>
        Gen.Select(s_point, s_point, s_point, s_point).Sample((a, b, c, point) =>
        {
            double[] sides = [Side(a, b, point), Side(b, c, point), Side(c, a, point)];
            if (sides.Min(Math.Abs) < 5) // on an edge, as far as single precision goes
                return;
            var inside = sides.All(side => side > 0) || sides.All(side => side < 0);
            Assert.Equal(inside, new Zone("z", [a, b, c]).Contains(point));
        }, iter: 5000);

    [Fact]
    public void Contains_ConcavePolygon_NotchIsOutside()
    {
        var zone = new Zone("u", [new(0, 0), new(30, 0), new(30, 30), new(20, 30), new(20, 10), new(10, 10), new(10, 30), new(0, 30)]);

        Assert.False(zone.Contains(new(15, 20)));
        Assert.True(zone.Contains(new(5, 20)));
        Assert.True(zone.Contains(new(15, 5)));
        Assert.False(zone.Contains(new(float.NaN, 5)));
    }

    [Theory]
    [InlineData(13, 5, true)]
    [InlineData(14.1f, 5, false)]
    [InlineData(12, 12, true)] // √8 from the corner
    [InlineData(13, 13, false)] // √18
    public void Holds_OutsideBySome_WithinTheMarginOnly(float x, float y, bool expected)
    {
        var zone = new Zone("z", [new(0, 0), new(10, 0), new(10, 10), new(0, 10)]);

        Assert.False(zone.Contains(new(x, y)));
        Assert.Equal(expected, zone.Holds(new(x, y), 4));
    }

    private static double Side(Vector2 a, Vector2 b, Vector2 point) =>
        (((double)b.X - a.X) * ((double)point.Y - a.Y)) - (((double)b.Y - a.Y) * ((double)point.X - a.X));
}
