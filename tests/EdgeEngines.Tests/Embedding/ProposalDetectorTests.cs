using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using Xunit;

namespace EdgeEngines.Tests.Embedding;

public sealed class ProposalDetectorTests : IDisposable
{
    private readonly FramePool _pool = new(1);
    private readonly FixedDetector _detector = new(new Detection(new Box(0, 0, 1, 1), 0.9f, 5), new Detection(new Box(10, 0, 11, 1), 0.4f, 2), new Detection(new Box(20, 0, 21, 1), 0.2f, 5));
    private readonly CompassImages _images = new();
    private readonly CompassTexts _texts = new();

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void Find_Text_OrdersAllProposalsByCosine()
    {
        using var finder = new ProposalDetector(_detector, _images, _texts);
        Assert.Equal((2, 100), (finder.Dimensions, finder.MostProposals));
        var proposals = Propose(finder);
        var found = new DetectionBuffer();
        Find(finder, proposals, "90", found);
        // The proposals look to 0, 60 and 120 degrees: cosines of 90, 30 and 30.
        Assert.Equal(0, Lefts(found).Last());
        Assert.Equal(0.866f, found.Items[0].Score, 0.001f);
        Assert.Equal(0.866f, found.Items[1].Score, 0.001f);
        Assert.Equal(0, found.Items[2].Score, 0.001f);
        Find(finder, proposals, "180", found);
        Assert.Equal([20f, 10f, 0f], Lefts(found));
        Assert.Equal([0.5f, -0.5f, -1f], found.Items.ToArray().Select(d => MathF.Round(d.Score, 3)));
        Assert.Equal(1, _images.Calls); // many texts, one look
    }

    [Fact]
    public void Find_CalibratedModel_GivesTheSigmoid()
    {
        _texts.Model = _texts.Model with { Embedding = new EmbeddingDescription { LogitScale = 10, LogitBias = -5 } };
        using var finder = new ProposalDetector(_detector, _images, _texts);
        var found = new DetectionBuffer();
        Find(finder, Propose(finder), "0", found);
        Assert.Equal([0f, 10f, 20f], Lefts(found));
        Assert.Equal(1 / (1 + Math.Exp(-5)), found.Items[0].Score, 1e-5); // cosine 1
        Assert.Equal(0.5, found.Items[1].Score, 1e-5); // cosine ½
    }

    [Fact]
    public void Propose_MoreThanWanted_KeepsTheBest()
    {
        using var finder = new ProposalDetector(_detector, _images, _texts, mostProposals: 2);
        var proposals = Propose(finder);
        Assert.Equal([0f, 10f], proposals.Items.ToArray().Select(d => d.BoxInSource.Left));
        Assert.Equal([0.9f, 0.4f], proposals.Items.ToArray().Select(d => d.Score));
        Assert.Equal(0.5f, proposals.Vector(1)[0], 0.001f);
        Assert.Throws<ArgumentOutOfRangeException>(() => proposals.Vector(2).Length);
    }

    [Fact]
    public void Find_EmptyFrame_FindsNothing()
    {
        using var finder = new ProposalDetector(new FixedDetector(), _images, _texts);
        var found = new DetectionBuffer();
        found.TryAdd(new Detection(new Box(1, 2, 3, 4), 1, 1));
        Find(finder, Propose(finder), "0", found);
        Assert.Equal(0, found.Count);
    }

    [Fact]
    public void Constructor_HalvesOfTwoModels_AreRefused()
    {
        _texts.Model = _texts.Model with { Embedding = new EmbeddingDescription { Space = "street" } };
        _images.Model = _images.Model with { Embedding = new EmbeddingDescription { Space = "clip" } };
        var message = Assert.Throws<ModelException>(() => new ProposalDetector(_detector, _images, _texts)).Message;
        Assert.Contains("'clip'", message, StringComparison.Ordinal);
        Assert.Contains("'street'", message, StringComparison.Ordinal);
        _texts.Dimensions = 3;
        message = Assert.Throws<ModelException>(() => new ProposalDetector(_detector, _images, _texts)).Message;
        Assert.Contains("vectors of 2 numbers", message, StringComparison.Ordinal);
        Assert.Contains("of 3", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Propose_BufferOfAnotherModel_IsRefused()
    {
        using var finder = new ProposalDetector(_detector, _images, _texts);
        Assert.Contains("vectors of 7", Assert.Throws<ArgumentException>(() => finder.Find(new ProposalBuffer(1, 7), new float[2], new DetectionBuffer())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dispose_Engines_EndOnlyWhereTheyAreItsOwn(bool leavesOpen)
    {
        new ProposalDetector(_detector, _images, _texts, leavesOpen: leavesOpen).Dispose();
        Assert.Equal([!leavesOpen, !leavesOpen, !leavesOpen], [_detector.Disposed, _images.Disposed, _texts.Disposed]);
        Assert.Equal(0, _detector.Passes);
    }

    [Fact]
    public void Proposing_Detector_AsksForThingsNotClasses()
    {
        var model = CompassTexts.Describe("detect") with { Head = new HeadDescription { Kind = "yolox", ScoreThreshold = 0.4f } };
        var head = OpenVocabularyFactory.Proposing(model).Head!;
        Assert.True(head.ClassAgnostic);
        Assert.True(head.ScoreThreshold <= 0.1f);
        Assert.Equal(0.05f, OpenVocabularyFactory.Proposing(model with { Head = model.Head with { ScoreThreshold = 0.05f } }).Head!.ScoreThreshold);
    }

    private ProposalBuffer Propose(ProposalDetector finder)
    {
        var proposals = new ProposalBuffer(finder.MostProposals, finder.Dimensions);
        var frame = _pool.TryRent(new FrameFormat(PixelFormat.Rgb24, 30, 10))!;
        finder.Propose(frame, proposals);
        frame.Release();
        return proposals;
    }

    private static void Find(ProposalDetector finder, ProposalBuffer proposals, string text, DetectionBuffer found)
    {
        var vector = new float[finder.Dimensions];
        finder.EncodeText(text, vector);
        finder.Find(proposals, vector, found);
        Assert.All(found.Items.ToArray(), d => Assert.Equal(0, d.Class));
    }

    private static IEnumerable<float> Lefts(DetectionBuffer found) => found.Items.ToArray().Select(d => d.BoxInSource.Left);
}
