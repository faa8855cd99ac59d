using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tests;
using EdgeEngines.Tracking;
using EdgeHost.Asking;
using EdgeHost.Memory;
using EdgeHost.Tests.Evaluating;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeHost.Tests.Memory;

public sealed class LookWorkerTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly FramePool _pool = new(1);
    private readonly MemoryQueue _queue = new(16);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Theory]
    [InlineData("a red cup on a table", "cup", "red", null, "table")]
    [InlineData("a person in blue walking on the pavement", "person", "blue", "walking", "pavement")]
    [InlineData("a person in blue standing indoors", "person", "blue", "standing", "indoors")]
    [InlineData("a green traffic light", "traffic light", null, "green", null)] // hangs where it hangs
    [InlineData("a zebra", "zebra", null, null, null)] // a kind that the encoders were not taught
    public void Send_APicture_BecomesWordsForEachThing(string seen, string label, string? colour, string? state, string? place)
    {
        var look = Looked(seen, label, keepsCrops: false);
        Assert.Equal(new Look(colour, state, place, null), look);
    }

    [Fact]
    public void Send_WithCrops_KeepsPictureAndVectorOnlyThen()
    {
        var crop = Looked("a red cup on a table", "cup", keepsCrops: true).Crop!;
        Assert.Equal((byte)0xFF, crop.Jpeg[0]); // a JPEG begins so
        Assert.Equal(256 * sizeof(float), crop.Vector.Length);
        Assert.Equal(("hall", "cup", 7L), (crop.Crop.Camera, crop.Crop.Label, crop.Crop.Track));
    }

    [Fact]
    public void Load_ModelThatIsNotThere_LooksAtNothingAndHarmsNobody()
    {
        using var worker = new LookWorker(() => throw new ModelException("there is no model 'nobody'"), _queue, false, NullLogger.Instance);
        Assert.Null(worker.TryBegin());
        Assert.False(worker.IsFree);
    }

    /// <summary>A few crops a second, beside the frame line.</summary>
    [Fact]
    public void Of_AKindSeenBefore_AllocatesTheAnswerOnly()
    {
        var texts = new WordTextEncoder();
        using var words = new LookWords(new EncoderPair(new SeesAlways(texts, "a red cup on a table"), texts, () => { }));
        var vector = new float[texts.Dimensions];
        texts.Encode("a red cup on a table", vector);
        Assert.Equal("red", words.Of("cup", vector).Colour);
        Assert.InRange(Allocations.Least(() => words.Of("cup", vector)), 0, 64);
    }

    private Look Looked(string seen, string label, bool keepsCrops)
    {
        var texts = new WordTextEncoder();
        using var worker = new LookWorker(() => new LookWords(new EncoderPair(new SeesAlways(texts, seen), texts, () => { })), _queue, keepsCrops, NullLogger.Instance);
        LookJob? job = null;
        Assert.True(SpinWait.SpinUntil(() => (job = worker.TryBegin()) is not null, s_patience));
        job!.Add(new Track(7, new Box(10, 10, 40, 40), 0.9f, 0, 0, 0, 5, 0) { Confirmed = true }, label, 99);
        var frame = _pool.Rent(new FrameFormat(PixelFormat.Rgb24, 64, 64), TestContext.Current.CancellationToken);
        worker.Send(job, frame, Notes.Hall, 100);
        frame.Release(); // the worker has a lease of its own
        Assert.True(SpinWait.SpinUntil(() => worker.Looked == 1, s_patience));
        var batch = new MemoryNote[2];
        Assert.Equal(1, _queue.Take(batch, TimeSpan.Zero));
        Assert.Equal((NoteKind.Looked, 7L, 100.0, 99.0), (batch[0].Kind, batch[0].TrackId, batch[0].AtS, batch[0].FirstAtS));
        return batch[0].Look!;
    }

    /// <summary>Every crop is described by the same words.</summary>
    private sealed class SeesAlways(WordTextEncoder texts, string seen) : IImageEncoder
    {
        public ModelDescription Model { get; } = WordTextEncoder.Describe("words-image", "embed-image");
        public EngineReport Report { get; } = new("words", ["CPU"], ["CPU"], [], "fp32", 0);
        public int BatchSize => 1;
        public int Dimensions => texts.Dimensions;

        public void Encode(Frame frame, ReadOnlySpan<Box> boxesInSource, Span<float> vectors)
        {
            for (var i = 0; i < boxesInSource.Length; i++)
                texts.Encode(seen, vectors.Slice(i * Dimensions, Dimensions));
        }

        public void Dispose()
        {
        }
    }
}
