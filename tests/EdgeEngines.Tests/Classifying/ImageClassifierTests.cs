using System.Text.Json.Nodes;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Tests.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Classifying;

public sealed class ImageClassifierTests : IDisposable
{
    private readonly FramePool _pool = new(1);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    /// <summary>The tiny network's score of a label is the mean of one colour channel, 0 to 1 as its input is scaled.</summary>
    [Theory]
    [InlineData("batch", 4)]
    [InlineData(1, 1)]
    public void Classify_Crops_GivesEachTheMeanOfItsChannels(object batch, int mostBatch)
    {
        using var model = MeanColour(batch, _ => { });
        using var classifier = ImageClassifierFactory.Load(model.Folder, new EngineOptions { MaxBatch = mostBatch }, NullLogger.Instance);
        var frame = RedThenBlue();
        Box[] boxes = [new(0, 0, 10, 10), new(20, 0, 30, 10), new(10, 0, 30, 10)];
        var found = new float[9];
        classifier.Classify(frame, boxes, found, TestContext.Current.CancellationToken);
        float[] expected = [1, 0, 0, 0, 0, 1, 0.5f, 0, 0.5f];
        for (var i = 0; i < 9; i++)
            Assert.Equal(expected[i], found[i], 1e-3);
        frame.Release();
    }

    [Fact]
    public void Classify_Logits_AreMadeProbabilities()
    {
        using var model = MeanColour(1, json => json["logits"] = true);
        using var classifier = ImageClassifierFactory.Load(model.Folder, new EngineOptions(), NullLogger.Instance);
        var frame = RedThenBlue();
        var found = new float[3];
        classifier.Classify(frame, [new Box(0, 0, 8, 8)], found, TestContext.Current.CancellationToken);
        var sum = Math.E + 1 + 1;
        Assert.Equal(Math.E / sum, found[0], 1e-3);
        Assert.Equal(1 / sum, found[1], 1e-3);
        Assert.Equal(1, found[0] + found[1] + found[2], 1e-3);
        frame.Release();
    }

    [Fact]
    public void Classify_Cancelled_RunsNothing()
    {
        using var model = MeanColour(1, _ => { });
        using var classifier = ImageClassifierFactory.Load(model.Folder, new EngineOptions(), NullLogger.Instance);
        var frame = RedThenBlue();
        Assert.Throws<OperationCanceledException>(() => classifier.Classify(frame, [new Box(0, 0, 8, 8)], new float[3], new CancellationToken(canceled: true)));
        frame.Release();
    }

    [Fact]
    public void Load_LabelsThatDoNotFit_SaysBoth()
    {
        using var model = MeanColour(1, json => json["labels"] = new JsonArray("red", "green"));
        var message = Assert.Throws<ModelException>(() => ImageClassifierFactory.Load(model.Folder, new EngineOptions(), NullLogger.Instance)).Message;
        Assert.Contains("has 2 labels", message, StringComparison.Ordinal);
        Assert.Contains("'mean' [1, 3]", message, StringComparison.Ordinal);
    }

    private Frame RedThenBlue()
    {
        var frame = _pool.TryRent(new FrameFormat(PixelFormat.Rgb24, 40, 20))!;
        frame.Pixels.Clear();
        for (var i = 0; i < 40 * 20; i++)
            frame.Pixels[(i * 3) + (i % 40 < 20 ? 0 : 2)] = 255;
        return frame;
    }

    private static ModelOnDisk MeanColour(object batch, Action<JsonObject> change) => new(
        new TinyOnnx().Input("images", TinyOnnx.Float32, batch, 3, 4, 4).Output("mean", TinyOnnx.Float32, batch, 3)
            .Node("ReduceMean", ["images"], ["mean"], ("axes", new[] { 2, 3 }), ("keepdims", 0)).Build(),
        json =>
        {
            json["task"] = "classify";
            json.Remove("head");
            json["input"]!["scale"] = new JsonArray(1 / 255.0, 1 / 255.0, 1 / 255.0);
            json["labels"] = new JsonArray("red", "green", "blue");
            change(json);
        });
}
