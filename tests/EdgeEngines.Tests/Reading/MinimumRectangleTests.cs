using System.Numerics;
using CsCheck;
using EdgeEngines.Reading;
using Xunit;

namespace EdgeEngines.Tests.Reading;

public sealed class MinimumRectangleTests
{
    private static readonly Gen<(int X, int Y)[]> s_points = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 40]).Array[1, 25];

    [Fact]
    public void Close_AnyPoints_AreTheCornersByDefinition() => s_points.Sample(
        points => Assert.Equal(SlowHull.Of(points).Order(), Hull(points).Order()),
        iter: 1000);

    [Fact]
    public void Around_AnyPoints_HoldsThemAllAndNoAngleIsBetter() => s_points.Sample(
        points =>
        {
            var rectangle = MinimumRectangle.Around(Hull(points));
            Assert.Equal(1, Math.Sqrt((rectangle.AxisX * rectangle.AxisX) + (rectangle.AxisY * rectangle.AxisY)), 9);
            Assert.All(points, point => Assert.True(Contains(rectangle, point.X, point.Y, 1e-9), $"{point} is not in {rectangle}"));
            var best = Enumerable.Range(0, 1800).Min(step => AreaAt(points, step * Math.PI / 3600));
            Assert.True(rectangle.Area <= best + 1e-9, $"{rectangle} has {rectangle.Area}, a turned one {best}");
        },
        iter: 200);

    [Fact]
    public void Columns_AnyRectangle_AreThePixelsInsideAndOnTheOutline() => Gen.Select(s_points, Gen.Int[-5, 45]).Sample(
        (points, y) =>
        {
            var rectangle = MinimumRectangle.Around(Hull(points));
            var (first, last) = rectangle.Columns(y);
            var outline = Math.Max(Math.Abs(rectangle.AxisX), Math.Abs(rectangle.AxisY)) / 2; // a line one pixel wide
            for (var x = -5; x < 70; x++)
            {
                if (Contains(rectangle, x, y, outline - 1e-4)) // just where it ends either answer will do
                    Assert.True(x >= first && x <= last, $"{x},{y} of {rectangle}");
                if (!Contains(rectangle, x, y, outline + 1e-4))
                    Assert.False(x >= first && x <= last, $"{x},{y} of {rectangle}");
            }
        },
        iter: 2000);

    [Fact]
    public void Grown_Rectangle_IsTheSmallestAroundItsRoundedOffset()
    {
        var core = new RotatedRectangle(50, 40, 0.8, 0.6, 60, 12);
        var whole = core.Grown(1.5);
        var offset = 60 * 12 * 1.5 / (2 * (60 + 12)); // area × ratio ÷ perimeter
        Assert.Equal((60 + (2 * offset), 12 + (2 * offset)), (whole.Along, whole.Across));
        Assert.Equal((50, 40, 0.8, 0.6), (whole.X, whole.Y, whole.AxisX, whole.AxisY));
        Assert.Equal(new RotatedRectangle(1, 2, 1, 0, 0, 0), new RotatedRectangle(1, 2, 1, 0, 0, 0).Grown(1.5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(-30)]
    [InlineData(60)]
    public void Ordered_TurnedCorners_StartWhereTheTextDoes(double degrees)
    {
        var (cos, sin) = (MathF.Cos((float)(degrees * Math.PI / 180)), MathF.Sin((float)(degrees * Math.PI / 180)));
        Vector2 along = new(100 * cos, 100 * sin), down = new(-20 * sin, 20 * cos), first = new(10, 20);
        Vector2[] corners = [first + along, first + down, first, first + along + down];
        var quad = Quad.Ordered(corners);
        Assert.Equal(new Quad(first, first + along, first + along + down, first + down), quad);
        Assert.Equal((100, 20), (MathF.Round(quad.Width), MathF.Round(quad.Height)));
        Assert.Equal(quad, quad.TurnUpsideDown().TurnUpsideDown());
        Assert.Equal(quad.TurnUpsideDown(), quad.TurnDownwards().TurnDownwards());
        Assert.Contains("TopLeft", quad.ToString(), StringComparison.Ordinal);
    }

    private static (int X, int Y)[] Hull((int X, int Y)[] points)
    {
        var hull = new ConvexHull(41);
        foreach (var (x, y) in points.OrderBy(p => p.Y).ThenBy(p => p.X))
            hull.Add(x, y);
        return hull.Close().ToArray();
    }

    private static bool Contains(in RotatedRectangle r, double x, double y, double slack)
    {
        var (dx, dy) = (x - r.X, y - r.Y);
        return Math.Abs((dx * r.AxisX) + (dy * r.AxisY)) <= (r.Along / 2) + slack && Math.Abs((dy * r.AxisX) - (dx * r.AxisY)) <= (r.Across / 2) + slack;
    }

    private static double AreaAt((int X, int Y)[] points, double angle)
    {
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
        var along = points.Select(p => (p.X * cos) + (p.Y * sin)).ToList();
        var across = points.Select(p => (p.Y * cos) - (p.X * sin)).ToList();
        return (along.Max() - along.Min()) * (across.Max() - across.Min());
    }
}
