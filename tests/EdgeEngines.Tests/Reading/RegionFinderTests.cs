using CsCheck;
using EdgeEngines.Models;
using EdgeEngines.Reading;
using EdgeEngines.Tensors;
using Xunit;

namespace EdgeEngines.Tests.Reading;

public sealed class RegionFinderTests
{
    private static readonly Placement s_same = new(1, 1, 0, 0, 200, 120);

    [Fact]
    public void Find_Rectangle_GrowsByAreaTimesRatioOverPerimeter()
    {
        // Pixels 40 to 100 across and 50 to 62 down: 60 by 12 between their middles.
        var map = new ProbabilityMap(200, 120).Draw(70, 56, 0, 60, 12);

        var region = Assert.Single(Find(map, s_same));

        var offset = 60 * 12 * 1.5f / (2 * (60 + 12));
        var box = region.CornersInSource.Bounds;
        Assert.Equal(0.9f, region.Score, 4);
        Assert.Equal(40.5f - offset, box.Left, 3);
        Assert.Equal(100.5f + offset, box.Right, 3);
        Assert.Equal(50.5f - offset, box.Top, 3);
        Assert.Equal(62.5f + offset, box.Bottom, 3);
        Assert.Equal((box.Left, box.Top), (region.CornersInSource.TopLeft.X, region.CornersInSource.TopLeft.Y));
    }

    [Fact]
    public void Find_TurnedRectangles_AreFoundWhereTheyAre() =>
        Gen.Select(Gen.Double[-60, 60], Gen.Double[40, 80], Gen.Double[9, 16], Gen.Double[90, 110]).Sample(
            (degrees, along, across, x) =>
            {
                var map = new ProbabilityMap(200, 120).Draw(x, 60, degrees, along, across);
                var region = Assert.Single(Find(map, s_same, new TextDescription { Unclip = 0 }));
                var quad = region.CornersInSource;
                // A pixel's middle is in or out, so each side may be off by one, and the smallest rectangle a little turned.
                Assert.InRange(quad.Width, along - 3, along + 1.5);
                Assert.InRange(quad.Height, across - 3, across + 1.5);
                var (cos, sin) = (Math.Cos(degrees * Math.PI / 180), Math.Sin(degrees * Math.PI / 180));
                var (expectedX, expectedY) = (x + 0.5 - (cos * along / 2) + (sin * across / 2), 60.5 - (sin * along / 2) - (cos * across / 2));
                Assert.InRange(quad.TopLeft.X, expectedX - 3, expectedX + 3);
                Assert.InRange(quad.TopLeft.Y, expectedY - 3, expectedY + 3);
            },
            iter: 300);

    [Fact]
    public void Find_Letterboxed_IsInSourcePixels()
    {
        var map = new ProbabilityMap(200, 120).Draw(70, 56, 0, 60, 12);
        var whole = Assert.Single(Find(map, s_same)).CornersInSource;
        var quad = Assert.Single(Find(map, new Placement(0.5f, 0.25f, 10, 20, 400, 400))).CornersInSource;
        Assert.Equal((whole.TopLeft.X - 10) * 2, quad.TopLeft.X, 2);
        Assert.Equal((whole.BottomRight.Y - 20) * 4, quad.BottomRight.Y, 2);
    }

    [Fact]
    public void Find_MuchHigherThanWide_IsReadDownwards()
    {
        var quad = Assert.Single(Find(new ProbabilityMap(200, 120).Draw(70, 60, 0, 12, 80), s_same)).CornersInSource;
        Assert.True(quad.TopLeft.X > quad.BottomLeft.X && quad.TopRight.Y > quad.TopLeft.Y, quad.ToString());
        Assert.True(quad.Width > 3 * quad.Height, quad.ToString()); // 80 by 12, grown by 8 on every side
    }

    [Fact]
    public void Find_TooThinTooUnsureOrNothing_IsDropped()
    {
        var map = new ProbabilityMap(200, 120)
            .Draw(50, 20, 0, 60, 2)
            .Draw(50, 60, 0, 60, 12, probability: 0.55f)
            .Draw(120, 100, 0, 60, 12, probability: 0.3f);
        Assert.Empty(Find(map, s_same));
        Assert.Single(Find(map, s_same, new TextDescription { BoxThreshold = 0.5f }));
        Assert.Empty(Find(new ProbabilityMap(200, 120), s_same));
    }

    [Fact]
    public void Find_NotANumberInTheMap_CountsAsNoText()
    {
        var map = new ProbabilityMap(200, 120).Draw(70, 56, 0, 60, 12, probability: 1);
        map.Values[(56 * 200) + 70] = float.NaN;
        map.Values[(56 * 200) + 72] = float.PositiveInfinity;
        var region = Assert.Single(Find(map, s_same));
        Assert.Equal(1 - (1f / (61 * 13)), region.Score, 4);
        Array.Fill(map.Values, float.NaN);
        Assert.Empty(Find(map, s_same));
    }

    [Fact]
    public void Find_TextAtTheEdge_IsFoundWhole()
    {
        var quad = Assert.Single(Find(new ProbabilityMap(200, 120).Draw(0, 4, 0, 60, 9), s_same)).CornersInSource;
        Assert.True(quad.TopLeft.X < 0 && quad.TopLeft.Y < 0, quad.ToString());
    }

    [Fact]
    public void Find_MoreThanIsAllowed_KeepsTheSurest()
    {
        var map = new ProbabilityMap(400, 400);
        for (var i = 0; i < 100; i++)
            map.Draw(20 + (i % 10 * 40), 20 + (i / 10 * 40), 0, 20, 8, 0.7f + (i * 0.002f));
        var found = Find(map, new Placement(1, 1, 0, 0, 400, 400), new TextDescription { MaxRegions = 7 });
        Assert.Equal(Enumerable.Range(0, 7).Select(i => 0.7f + ((99 - i) * 0.002f)), found.Select(region => region.Score), (one, other) => Math.Abs(one - other) < 1e-4);
    }

    [Fact]
    public void Find_AnyNoise_GivesNoMoreThanAllowedAndOnlyNumbers() => Gen.Select(Gen.Int[0, 10_000], Gen.Int[1, 9]).Sample(
        (seed, density) =>
        {
            var random = new Random(seed);
            var map = new ProbabilityMap(200, 120);
            for (var i = 0; i < map.Values.Length; i++)
                map.Values[i] = random.Next(10) < density ? random.NextSingle() : random.Next(50) == 0 ? float.NaN : 0;
            var found = Find(map, s_same, new TextDescription { BoxThreshold = 0, MinSize = 0, MaxRegions = 50 });
            Assert.InRange(found.Count, 0, 50);
            Assert.All(found, region => Assert.True(region.Score is >= 0 and <= 1 && float.IsFinite(region.CornersInSource.Bounds.Area)));
        },
        iter: 50);

    [Fact]
    public void Find_OnceWarm_AllocatesNothing()
    {
        var map = new ProbabilityMap(200, 120).Draw(70, 56, 20, 60, 12).Draw(150, 90, 0, 50, 9);
        var finder = new RegionFinder(new TextDescription(), map.Width, map.Height);
        for (var i = 0; i < 50; i++)
            finder.Find(map.Values, s_same);
        var count = 0;
        var least = Allocations.Least(() => count = finder.Find(map.Values, s_same).Count);
        Assert.Equal((2, 0), (count, least));
    }

    private static List<TextRegion> Find(ProbabilityMap map, in Placement placement, TextDescription? text = null)
    {
        var finder = new RegionFinder(text ?? new TextDescription(), map.Width, map.Height);
        finder.Find(map.Values, placement);
        return [.. finder.Find(map.Values, placement)]; // the second time in the same room
    }
}
