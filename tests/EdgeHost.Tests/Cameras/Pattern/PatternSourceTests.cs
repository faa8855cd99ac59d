using CsCheck;
using EdgeEngines.Frames;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Pattern;
using Xunit;

namespace EdgeHost.Tests.Cameras.Pattern;

public sealed class PatternSourceTests : IDisposable
{
    private readonly FramePool _pool = new(2);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Fact]
    public void Boxes_AnySettings_LieInThePictureAndNeverOverlap()
    {
        var boxes = new PatternBox[PatternTruth.MaxBoxes];
        Gen.Select(Gen.Int[PatternSource.MinWidth, 2000], Gen.Int[PatternSource.MinHeight, 1200], Gen.Int[0, 10000], Gen.Int[0, 3], Gen.Int[0, 1_000_000]).Sample(
            (width, height, seed, count, sequence) =>
            {
                var truth = new PatternTruth(new PatternOptions { Width = width, Height = height, Seed = seed, Boxes = count });
                var found = boxes.AsSpan(0, truth.Boxes(sequence, boxes)).ToArray();
                foreach (var (_, box) in found)
                {
                    Assert.True(box.Left >= 0 && box.Top >= 0 && box.Right <= width && box.Bottom <= height && box.Width >= 4 && box.Height >= 4, $"{box}");
                    Assert.All([box.Left, box.Top, box.Right, box.Bottom], side => Assert.Equal(0, side % 2));
                }
                for (var i = 1; i < found.Length; i++)
                    Assert.True(found[i - 1].BoxInSource.Bottom < found[i].BoxInSource.Top);
            },
            iter: 2000, threads: 1);
    }

    [Fact]
    public void Boxes_OverAMinute_EachMovesGoesAndComesBack()
    {
        var truth = new PatternTruth(new PatternOptions());
        var boxes = new PatternBox[PatternTruth.MaxBoxes];
        var present = Enumerable.Range(0, 60).Select(second => boxes.AsSpan(0, truth.Boxes(second * 30, boxes)).ToArray()).ToList();
        Assert.Equal(3, present[0].Length);
        for (var i = 0; i < 3; i++)
        {
            var own = present.Select(all => all.Where(box => box.Class == i).ToArray()).ToList();
            Assert.InRange(own.Count(all => all.Length == 0), 8, 12); // 3 s of every 18
            Assert.True(own.Where(all => all.Length > 0).Select(all => all[0].BoxInSource.Left).Distinct().Count() > 10);
        }
    }

    /// <summary>The truth against the pixels, by the other way round: which pixels are coloured?</summary>
    [Theory]
    [InlineData(640, 360, 1)]
    [InlineData(641, 363, 9)]
    [InlineData(64, 48, 3)]
    public void Read_EveryColouredPixel_LiesInItsBoxAndNoOther(int width, int height, int seed)
    {
        var source = new PatternSource(new PatternOptions { Width = width, Height = height, Seed = seed, Frames = 40, FramesPerSecond = 2 });
        var boxes = new PatternBox[PatternTruth.MaxBoxes];
        var sequence = 0;
        Opening.ReadAll(source, _pool, look: frame =>
        {
            var count = source.Truth.Boxes(sequence++, boxes);
            var (chromaWidth, chromaHeight) = frame.Format.Chroma;
            var u = frame.Pixels.Slice(width * height, chromaWidth * chromaHeight);
            var v = frame.Pixels[((width * height) + u.Length)..];
            for (var y = 0; y < chromaHeight; y++)
            {
                for (var x = 0; x < chromaWidth; x++)
                {
                    var at = (y * chromaWidth) + x;
                    var colour = v[at] > 160 ? 0 : u[at] > 160 ? 2 : v[at] < 100 ? 1 : -1;
                    var expected = -1;
                    foreach (var box in boxes.AsSpan(0, count))
                    {
                        var (pixelX, pixelY) = (x * 2, y * 2);
                        if (pixelX >= box.BoxInSource.Left && pixelX < box.BoxInSource.Right && pixelY >= box.BoxInSource.Top && pixelY < box.BoxInSource.Bottom)
                            expected = box.Class;
                    }
                    if (colour != expected)
                        Assert.Fail($"chroma {x},{y} of frame {sequence} shows {colour}, the truth says {expected}");
                }
            }
        });
        Assert.Equal(40, sequence);
    }

    [Fact]
    public void Read_SameSeed_SameFilm()
    {
        Assert.Equal(Film("sim:pattern?seed=5&frames=3"), Film("sim:pattern?seed=5&frames=3"));
        Assert.NotEqual(Film("sim:pattern?seed=5&frames=3"), Film("sim:pattern?seed=6&frames=3"));
    }

    [Fact]
    public void Read_Resumed_GoesOnBehindTheLastFrame()
    {
        using var source = new PatternSource(Opening.Of("sim:pattern?fps=10&frames=5", resumeAfter: TimeSpan.FromSeconds(0.2)));
        Assert.Equal([0.3, 0.4], Opening.ReadAll(source, _pool).Select(t => Math.Round(t.TotalSeconds, 3)));
    }

    [Fact]
    public void Open_TooSmall_SaysTheLeast() =>
        Assert.Contains("64x48", Assert.Throws<CameraException>(() => new PatternSource(Opening.Of("sim:pattern?size=20x20"))).Message, StringComparison.Ordinal);

    private List<byte> Film(string uri)
    {
        using var source = new PatternSource(Opening.Of(uri));
        var film = new List<byte>();
        Opening.ReadAll(source, _pool, look: frame => film.AddRange(frame.Pixels));
        return film;
    }
}
