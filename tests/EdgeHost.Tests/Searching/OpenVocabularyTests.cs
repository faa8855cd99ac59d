using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Cameras.Pattern;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeHost.Tests.Searching;

/// <summary>Find by text on the shipped pattern, whose boxes are known: three real engines, put together.</summary>
public sealed class OpenVocabularyTests : IDisposable
{
    private readonly ColourEncoders _encoders = new();

    public void Dispose() => _encoders.Dispose();

    [Fact]
    public void Find_Colours_PointsToTheBoxOfThatColour()
    {
        using var finder = OpenVocabularyFactory.Load(Pattern(), _encoders.Image.Folder, _encoders.Text.Folder, Options(), NullLogger.Instance);
        using var pool = new FramePool(1);
        var source = new PatternSource(new PatternOptions { Seed = 3, Frames = 40, FramesPerSecond = 2 });
        var proposals = new ProposalBuffer(finder.MostProposals, finder.Dimensions);
        var (found, vector, truth) = (new DetectionBuffer(), new float[finder.Dimensions], new PatternBox[PatternTruth.MaxBoxes]);
        string[] colours = ["red", "green", "blue"];
        var compared = 0;
        for (var index = 0; source.Read(pool, TestContext.Current.CancellationToken) is { } frame; index++)
        {
            finder.Propose(frame, proposals);
            frame.Release();
            foreach (var box in truth.AsSpan(0, source.Truth.Boxes(index, truth)).ToArray())
            {
                finder.EncodeText(colours[box.Class], vector);
                finder.Find(proposals, vector, found);
                Assert.True(found.Items[0].BoxInSource.Overlap(box.BoxInSource) > 0.8, $"frame {index}: {colours[box.Class]} at {found.Items[0]}, is at {box}");
                Assert.True(found.Items[0].Score > 0.9);
                compared++;
            }
        }
        Assert.True(compared > 80, $"{compared} boxes");
    }

    [Fact]
    public void Load_HalvesOfTwoModels_SaysSoAndFreesThem()
    {
        var text = _encoders.Text.Folder.With(model => model with { Embedding = new EmbeddingDescription { Space = "street" } });
        var image = _encoders.Image.Folder.With(model => model with { Embedding = new EmbeddingDescription { Space = "clip" } });
        var message = Assert.Throws<ModelException>(() => OpenVocabularyFactory.Load(Pattern(), image, text, Options(), NullLogger.Instance)).Message;
        Assert.Contains("'colours-image' is of the embedding space 'clip'", message, StringComparison.Ordinal);
    }

    private static ModelFolder Pattern() => ModelCatalog.Find([Path.Combine(AppContext.BaseDirectory, "models")]).Open("pattern");

    private static EngineOptions Options() => new() { Providers = ["CPU"] };
}
