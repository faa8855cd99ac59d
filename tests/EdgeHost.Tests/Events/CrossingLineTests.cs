using System.Numerics;
using CsCheck;
using EdgeHost.Events;
using Xunit;

namespace EdgeHost.Tests.Events;

public sealed class CrossingLineTests
{
    private static readonly Gen<Vector2> s_point = Gen.Select(Gen.Float[0, 1000], Gen.Float[0, 1000], (x, y) => new Vector2(x, y));

    [Theory]
    [InlineData(0, 0, 100, 0, 50, -40, 50, 40, CrossingDirection.In)] // pointing right: from above to below is left to right
    [InlineData(0, 0, 100, 0, 50, 40, 50, -40, CrossingDirection.Out)]
    [InlineData(100, 0, 0, 0, 50, -40, 50, 40, CrossingDirection.Out)] // the other way about
    [InlineData(0, 100, 0, 0, -40, 50, 40, 50, CrossingDirection.In)] // pointing up: from left to right of the picture
    [InlineData(0, 0, 0, 100, -40, 50, 40, 50, CrossingDirection.Out)]
    [InlineData(0, 0, 100, 0, 150, -40, 150, 40, CrossingDirection.None)] // past the end
    [InlineData(0, 0, 100, 0, 50, -40, 50, 3, CrossingDirection.None)] // not yet clear of it
    [InlineData(0, 0, 100, 0, 50, -3, 50, 40, CrossingDirection.None)] // never was clear of it on this side
    public void Pass_TwoSightings_KnowsDirection(
        float ax, float ay, float bx, float by, float fromX, float fromY, float toX, float toY, object expected)
    {
        var line = new CrossingLine("l", new(ax, ay), new(bx, by));
        LineSide side = default;

        Assert.Equal(CrossingDirection.None, line.Pass(ref side, new(fromX, fromY), 5));
        Assert.Equal((CrossingDirection)expected, line.Pass(ref side, new(toX, toY), 5));
    }

    [Fact]
    public void Pass_TremblesOnTheLineThenGoesOn_CountsOnce()
    {
        var line = new CrossingLine("l", new(0, 0), new(100, 0));
        LineSide side = default;
        float[] heights = [-30, -10, 2, -3, 4, -4, 3, 4.9f, -4.9f, 6, 4, -4, 8, 30];

        Assert.Equal([CrossingDirection.In], heights.Select(y => line.Pass(ref side, new(50, y), 5)).Where(d => d != CrossingDirection.None));
    }

    [Fact]
    public void Pass_AroundTheEndAndBackThrough_CountsOnlyTheWayThrough()
    {
        var line = new CrossingLine("l", new(0, 0), new(100, 0));
        LineSide side = default;
        Vector2[] way = [new(50, -40), new(150, -20), new(150, 20), new(50, 40), new(50, -40)];

        Assert.Equal([CrossingDirection.Out], way.Select(p => line.Pass(ref side, p, 5)).Where(d => d != CrossingDirection.None));
    }

    [Fact]
    public void Pass_AnyLineAndWay_AgreesWithTheIntersectionOfTheTwoSegments() =>
        Gen.Select(s_point, s_point, s_point, s_point).Where(x => Vector2.Distance(x.Item1, x.Item2) > 20).Sample((a, b, from, to) =>
        {
            var line = new CrossingLine("l", a, b);
            LineSide side = default;
            line.Pass(ref side, from, 0.1f);
            var direction = line.Pass(ref side, to, 0.1f);

            // Solves a + s·(b−a) = from + t·(to−from) in double precision by Cramer's rule.
            double dx = b.X - a.X, dy = b.Y - a.Y, ex = to.X - from.X, ey = to.Y - from.Y;
            var determinant = (dx * -ey) + (ex * dy);
            var s = (((from.X - a.X) * -ey) + (ex * (from.Y - a.Y))) / determinant;
            var t = ((dx * (from.Y - a.Y)) - ((from.X - a.X) * dy)) / determinant;
            double Clear(Vector2 point) => Math.Abs((dx * (point.Y - a.Y)) - (dy * (point.X - a.X))) / Math.Sqrt((dx * dx) + (dy * dy));
            if (Math.Min(Math.Abs(s), Math.Abs(1 - s)) < 1e-2 || Clear(from) < 1 || Clear(to) < 1)
                return; // too close to call in single precision
            var meets = s is > 0 and < 1 && t is > 0 and < 1;
            Assert.Equal(meets, direction != CrossingDirection.None);
            // The right-hand normal of (dx, dy) in a picture, where y grows downwards, is (−dy, dx).
            if (meets)
                Assert.Equal((ex * -dy) + (ey * dx) > 0 ? CrossingDirection.In : CrossingDirection.Out, direction);
        }, iter: 5000);

    [Fact]
    public void Pass_NaN_ChangesNothing()
    {
        var line = new CrossingLine("l", new(0, 0), new(100, 0));
        LineSide side = default;
        line.Pass(ref side, new(50, -40), 5);

        Assert.Equal(CrossingDirection.None, line.Pass(ref side, new(float.NaN, 40), 5));
        Assert.Equal(CrossingDirection.In, line.Pass(ref side, new(50, 40), 5));
    }
}
