using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeHost.Asking;
using EdgeHost.Evaluating;
using EdgeHost.Tests.Evaluating;
using EdgePlanner.Values;
using Xunit;

namespace EdgeHost.Tests.Asking;

public sealed class CropLooksTests
{
    /// <summary>Where several things are asked about at once, the encoder gets them in batches, each once, and none is mixed up with another.</summary>
    [Fact]
    public void Where_ManyThings_AreEncodedInBatchesAndEachOnce()
    {
        using var pool = new FramePool(1);
        var frame = pool.Rent(new FrameFormat(PixelFormat.Rgb24, 640, 360), CancellationToken.None);
        using var texts = new WordTextEncoder();
        using var images = new BatchedEncoder(texts, box => box.Left < 300 ? "a red car" : "a blue car");
        List<SeenThing> things = [.. Enumerable.Range(0, 10).Select(i => new SeenThing(new Box(60 * i, 10, (60 * i) + 40, 60), "car", 1, 0, 0, 9))];
        var world = new LiveWorld(things, (640, 360), 0, new CropLooks(images, texts, new PromptBook(texts), frame, things), null, null);

        var red = world.Where(ThingSet.FirstOf(10), PlanType.Boxes, "red", CancellationToken.None);
        var blue = world.Where(ThingSet.FirstOf(10), PlanType.Boxes, "blue", CancellationToken.None);

        Assert.Equal(ThingSet.FirstOf(5), red.Yes);
        Assert.Equal(ThingSet.FirstOf(10) - ThingSet.FirstOf(5), blue.Yes);
        Assert.Equal([4, 4, 2], images.Batches);
        frame.Release();
    }

    [Fact]
    public void Where_Cancelled_StopsBetweenBatches()
    {
        using var pool = new FramePool(1);
        var frame = pool.Rent(new FrameFormat(PixelFormat.Rgb24, 640, 360), CancellationToken.None);
        using var texts = new WordTextEncoder();
        using var stop = new CancellationTokenSource();
        using var images = new BatchedEncoder(texts, _ =>
        {
            stop.Cancel();
            return "a red car";
        });
        List<SeenThing> things = [.. Enumerable.Repeat(new SeenThing(new Box(0, 0, 40, 40), "car", 1, 0, 0, 9), 10)];
        var world = new LiveWorld(things, (640, 360), 0, new CropLooks(images, texts, new PromptBook(texts), frame, things), null, null);
        Assert.ThrowsAny<OperationCanceledException>(() => world.Where(ThingSet.FirstOf(10), PlanType.Boxes, "red", stop.Token));
        Assert.Equal([4], images.Batches);
        frame.Release();
    }

    private sealed class BatchedEncoder(WordTextEncoder texts, Func<Box, string> describe) : IImageEncoder
    {
        public List<int> Batches { get; } = [];

        public ModelDescription Model { get; } = WordTextEncoder.Describe("words-image", "embed-image");
        public EngineReport Report { get; } = new("words", ["CPU"], ["CPU"], [], "fp32", 0);
        public int BatchSize => 4;
        public int Dimensions => texts.Dimensions;

        public void Encode(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> vectors)
        {
            Batches.Add(boxesInSource.Length);
            for (var i = 0; i < boxesInSource.Length; i++)
                texts.Encode(describe(boxesInSource[i]), vectors.Slice(i * Dimensions, Dimensions));
        }

        public void Dispose()
        {
        }
    }
}
