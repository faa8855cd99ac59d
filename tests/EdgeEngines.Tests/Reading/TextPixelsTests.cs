using CsCheck;
using EdgeEngines.Reading;
using Xunit;

namespace EdgeEngines.Tests.Reading;

public sealed class TextPixelsTests
{
    private static readonly Gen<(int Width, int Height, float[] Map)> s_map =
        from width in Gen.Int[1, 18]
        from height in Gen.Int[1, 14]
        from density in Gen.Int[0, 10]
        from draws in Gen.Int[0, 11].Array[width * height]
        select (width, height, draws.Select(draw => draw == 11 ? float.NaN : draw < density ? 0.8f : 0.2f).ToArray());

    [Fact]
    public void Find_AnyMap_FindsWhatAFloodFillFinds() => s_map.Sample(
        sample =>
        {
            var (width, height, map) = sample;
            var pixels = new TextPixels(width, height);
            pixels.Find(map, 0.3f);
            pixels.Find(map, 0.3f); // room is used again
            var expected = FloodFill(width, height, map).Select(area => Describe(SlowHull.Of(area), area.Count)).Order(StringComparer.Ordinal);
            var found = Enumerable.Range(0, pixels.Count).Select(area => Describe(HullOf(pixels, area, height), pixels.Size(area))).Order(StringComparer.Ordinal);
            Assert.Equal(expected, found);
            for (var area = 1; area < pixels.Count; area++)
                Assert.True(pixels.Size(area - 1) >= pixels.Size(area));
        },
        iter: 600,
        threads: 1);

    [Fact]
    public void Find_EverySecondPixel_IsOneAreaByItsCorners()
    {
        var map = Enumerable.Range(0, 64 * 64).Select(i => ((i % 64) + (i / 64)) % 2 == 0 ? 1f : 0).ToArray();
        var pixels = new TextPixels(64, 64);
        pixels.Find(map, 0.3f);
        Assert.Equal((1, 64 * 32), (pixels.Count, pixels.Size(0)));
    }

    [Theory]
    [InlineData(float.PositiveInfinity, 1)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(float.NaN, 0)]
    [InlineData(0.3f, 0)]
    public void Find_OneValueEverywhere_CountsOnlyWhatIsAbove(float value, int areas)
    {
        var pixels = new TextPixels(7, 5);
        pixels.Find(Enumerable.Repeat(value, 35).ToArray(), 0.3f);
        Assert.Equal(areas, pixels.Count);
    }

    private static string Describe(IEnumerable<(int X, int Y)> corners, int size) => $"{size}: {string.Join(" ", corners.Order())}";

    private static (int X, int Y)[] HullOf(TextPixels pixels, int area, int height)
    {
        var hull = new ConvexHull(height);
        pixels.AddTo(hull, area);
        return hull.Close().ToArray();
    }

    private static List<List<(int X, int Y)>> FloodFill(int width, int height, float[] map)
    {
        var seen = new bool[map.Length];
        List<List<(int X, int Y)>> areas = [];
        for (var start = 0; start < map.Length; start++)
        {
            List<(int X, int Y)> area = [];
            Spread(start % width, start / width, area);
            if (area.Count > 0)
                areas.Add(area);
        }
        return areas;

        void Spread(int x, int y, List<(int X, int Y)> area)
        {
            if (x < 0 || y < 0 || x >= width || y >= height || seen[(y * width) + x] || !(map[(y * width) + x] > 0.3f))
                return;
            seen[(y * width) + x] = true;
            area.Add((x, y));
            for (var neighbour = 0; neighbour < 9; neighbour++)
                Spread(x - 1 + (neighbour % 3), y - 1 + (neighbour / 3), area);
        }
    }
}
