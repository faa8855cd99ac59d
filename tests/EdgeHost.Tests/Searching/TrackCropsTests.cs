using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tracking;
using EdgeHost.Memory;
using EdgeHost.Searching;
using Xunit;

namespace EdgeHost.Tests.Searching;

public sealed class TrackCropsTests : IDisposable
{
    private readonly FramePool _pool = new(1);
    private readonly CountingEncoder _images = new();
    private readonly Gallery _gallery = Gallery.Open(null, new VectorModel("counting", new string('a', 64), 2), new GalleryOptions());
    private readonly TrackCrops _crops;

    public TrackCropsTests() => _crops = new TrackCrops(_images, _gallery, ["car", "dog"], "gate");

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
        _gallery.Dispose();
    }

    [Fact]
    public void See_TrackThatEnds_IsStoredOnceAsSeenBest()
    {
        See(0, Seen(1, 10, score: 0.5f));
        See(1, Seen(1, 20, score: 0.9f)); // the best
        See(2, Seen(1, 30, score: 0.6f));
        Assert.Equal(0, _gallery.Count);
        See(3);
        var crop = Assert.Single(Stored());
        Assert.Equal(("gate", "dog", 1, 0.9f, 20f), (crop.Camera, crop.Label, crop.Track, crop.Score, crop.BoxInSource.Left));
        Assert.Equal(TimeSpan.FromSeconds(1), crop.SourceTime);
        See(4);
        _crops.Finish();
        Assert.Equal((1, 1), (_crops.Stored, _gallery.Count));
    }

    [Fact]
    public void See_TrackOutOfSightButFollowed_IsNotStoredYet()
    {
        See(0, Seen(1, 10, score: 0.5f));
        See(1, Seen(1, 50, score: 0.9f) with { Missed = 3 }); // where it is thought to be: not seen, so no picture of it
        Assert.Equal(0, _gallery.Count);
        _crops.Finish();
        Assert.Equal(10, Assert.Single(Stored()).BoxInSource.Left);
    }

    [Fact]
    public void See_NotConfirmed_IsNoObject()
    {
        See(0, Seen(1, 10, score: 0.9f) with { Confirmed = false });
        See(1);
        _crops.Finish();
        Assert.Equal(0, _gallery.Count);
        Assert.Equal(0, _images.Encoded);
    }

    [Fact]
    public void See_ALittleBetter_IsNotWorthAnotherCrop()
    {
        for (var i = 0; i < 10; i++)
            See(i, Seen(1, 10 + i, score: 0.80f + (i * 0.01f)));
        Assert.Equal(1, _images.Encoded);
    }

    [Fact]
    public void See_CutOffAtTheEdge_IsWorseThanInTheMiddle()
    {
        See(0, Seen(1, 0, score: 0.9f));
        See(1, Seen(1, 20, score: 0.6f));
        See(2, Seen(1, 68, score: 0.9f)); // 68 + 32 is the right edge
        _crops.Finish();
        Assert.Equal(20, Assert.Single(Stored()).BoxInSource.Left);
    }

    [Theory]
    [InlineData(ResizeMode.Stretch, 20)]
    [InlineData(ResizeMode.Letterbox, 10)]
    public void See_InputThatStretches_PrefersTheShapeThatItDistortsLess(ResizeMode resize, float expectedLeft)
    {
        var crops = new TrackCrops(new CountingEncoder(resize), _gallery, ["car", "dog"], "gate");
        foreach (var (second, box) in new[] { (0, new Box(10, 10, 70, 30)), (1, new Box(20, 10, 50, 40)) })
        {
            var frame = _pool.TryRent(new FrameFormat(PixelFormat.Rgb24, 100, 60))!;
            frame.SourceTime = TimeSpan.FromSeconds(second);
            crops.See(frame, [Seen(1, 0, score: 0.9f) with { BoxInSource = box }]);
            frame.Release();
        }
        crops.Finish();
        Assert.Equal(expectedLeft, Assert.Single(Stored()).BoxInSource.Left);
    }

    [Fact]
    public void See_SeveralTracks_AreEncodedTogether()
    {
        See(0, Seen(1, 10, 0.5f), Seen(2, 40, 0.5f), Seen(3, 60, 0.5f));
        Assert.Equal((1, 3), (_images.Calls, _images.Encoded));
        _crops.Finish();
        Assert.Equal([10f, 40f, 60f], Stored().OrderBy(c => c.Track).Select(c => c.BoxInSource.Left));
        // Each with its own vector: the encoder writes the left side into it.
        Assert.Equal(3, _gallery.Search(CountingEncoder.VectorOf(60), 1)[0].Crop.Track);
    }

    private IEnumerable<GalleryCrop> Stored() => _gallery.Search([1, 0], 100).Select(m => m.Crop);

    private void See(int second, params Track[] tracks)
    {
        var frame = _pool.TryRent(new FrameFormat(PixelFormat.Rgb24, 100, 60))!;
        frame.SourceTime = TimeSpan.FromSeconds(second);
        _crops.See(frame, tracks);
        frame.Release();
    }

    private static Track Seen(long id, float left, float score) => new(id, new Box(left, 10, left + 32, 40), score, 1, 0, 0, 5, 0) { Confirmed = true };

    private sealed class CountingEncoder(ResizeMode resize = ResizeMode.Letterbox) : IImageEncoder
    {
        public ModelDescription Model { get; } = new()
        {
            Name = "counting", Task = "embed-image", File = "x", Sha256 = "", Input = new InputDescription { Name = "x", Width = 96, Height = 96, Resize = resize },
        };

        public EngineReport Report => throw new NotSupportedException();
        public int BatchSize => 1;
        public int Dimensions => 2;
        public int Calls { get; private set; }
        public int Encoded { get; private set; }

        public static float[] VectorOf(float left) => [MathF.Cos(left / 100), MathF.Sin(left / 100)];

        public void Encode(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> vectors)
        {
            Calls++;
            Encoded += boxesInSource.Length;
            for (var i = 0; i < boxesInSource.Length; i++)
                VectorOf(boxesInSource[i].Left).CopyTo(vectors[(2 * i)..]);
        }

        public void Dispose()
        {
        }
    }
}
