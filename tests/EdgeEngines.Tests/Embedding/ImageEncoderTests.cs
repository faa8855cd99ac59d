using System.Text.Json.Nodes;
using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Tests.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Embedding;

public sealed class ImageEncoderTests : IDisposable
{
    private readonly FramePool _pool = new(2);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Theory]
    [InlineData("batch", 1)]
    [InlineData("batch", 2)]
    [InlineData("batch", 8)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    public void Encode_Boxes_GivesEachItsOwnVectorOfLengthOne(object batch, int mostBatch)
    {
        using var model = TinyEncoders.MeanColour(batch);
        using var encoder = Load(model, new EngineOptions { MaxBatch = mostBatch });
        Assert.Equal(batch is int fixedSize ? fixedSize : mostBatch, encoder.BatchSize);
        var frame = RedThenBlue();
        // All red, all blue, half and half, three quarters red.
        Box[] boxes = [new(0, 0, 10, 10), new(20, 0, 30, 10), new(10, 0, 30, 10), new(8, 0, 24, 4), new(5, 5, 9, 9)];
        var vectors = new float[(5 * 3) + 1];
        vectors[^1] = 42;
        encoder.Encode(frame, boxes, vectors);
        AssertVector([1, 0, 0], vectors.AsSpan(0, 3));
        AssertVector([0, 0, 1], vectors.AsSpan(3, 3));
        AssertVector([1, 0, 1], vectors.AsSpan(6, 3));
        AssertVector([3, 0, 1], vectors.AsSpan(9, 3));
        AssertVector([1, 0, 0], vectors.AsSpan(12, 3));
        Assert.Equal(42, vectors[^1]);
        frame.Release();
    }

    [Fact]
    public void Encode_WithContext_SeesThatMuchMoreOnEverySide()
    {
        using var model = TinyEncoders.MeanColour(1, json => json["input"]!["context"] = 0.5);
        using var encoder = Load(model);
        var frame = RedThenBlue();
        var vector = new float[3];
        // 4 wide, so 2 more at both sides: from 16 to 24 of the 20 red columns and the blue ones.
        encoder.Encode(frame, [new Box(18, 4, 22, 8)], vector);
        AssertVector([1, 0, 1], vector);
        encoder.Encode(frame, [new Box(16, 4, 20, 8)], vector); // 14 to 22
        AssertVector([3, 0, 1], vector);
        frame.Release();
    }

    [Fact]
    public void Encode_BlackCrop_IsLikeNothing()
    {
        using var model = TinyEncoders.MeanColour(1);
        using var encoder = Load(model);
        var frame = _pool.TryRent(new FrameFormat(PixelFormat.Rgb24, 8, 8))!;
        frame.Pixels.Clear();
        var vector = new float[] { 9, 9, 9 };
        encoder.Encode(frame, [new Box(0, 0, 8, 8)], vector);
        Assert.Equal([0f, 0f, 0f], vector); // no direction: cosine 0 with everything, and no NaN
        frame.Release();
    }

    [Fact]
    public void Encode_NoBoxes_DoesNothing()
    {
        using var model = TinyEncoders.MeanColour("batch");
        using var encoder = Load(model);
        var frame = RedThenBlue();
        encoder.Encode(frame, [], []);
        frame.Release();
    }

    [Fact]
    public void Encode_BadArguments_SaysWhatIsWrong()
    {
        using var model = TinyEncoders.MeanColour("batch");
        using var encoder = Load(model);
        var frame = RedThenBlue();
        Assert.Contains("2 vectors of 3 numbers do not fit into 5", Assert.Throws<ArgumentException>(() => encoder.Encode(frame, new Box[2], new float[5])).Message, StringComparison.Ordinal);
        Assert.Contains("is no box", Assert.Throws<ArgumentException>(() => encoder.Encode(frame, [new Box(float.NaN, 0, 1, 1)], new float[3])).Message, StringComparison.Ordinal);
        frame.Release();
        encoder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => encoder.Encode(frame, [], []));
    }

    [Fact]
    public void Encode_InSteadyState_AllocatesNothing()
    {
        using var model = TinyEncoders.MeanColour("batch");
        using var encoder = Load(model, new EngineOptions { MaxBatch = 4 });
        var frame = RedThenBlue();
        var (boxes, vectors) = (new Box[7], new float[7 * 3]);
        for (var i = 0; i < boxes.Length; i++)
            boxes[i] = new Box(i, i, 20 + i, 12 + i);
        for (var i = 0; i < 50; i++)
            encoder.Encode(frame, boxes, vectors);
        Assert.Equal(0, Allocations.Least(() => encoder.Encode(frame, boxes, vectors)));
        frame.Release();
    }

    [Fact]
    public void Load_OutputThatIsNoVector_SaysFoundAndExpected()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4), json => json["task"] = "embed-image");
        var message = Assert.Throws<ModelException>(() => Load(model)).Message;
        Assert.Contains("model 'tiny', task embed-image", message, StringComparison.Ordinal);
        Assert.Contains("'out' [1, 3, 4, 4]", message, StringComparison.Ordinal);
        Assert.Contains("embedding.output", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SeveralVectors_TakesTheNamedOne()
    {
        var onnx = new TinyOnnx().Input("image", TinyOnnx.Float32, 1, 3, 4, 4)
            .Output("pooled", TinyOnnx.Float32, 1, 3).Output("other", TinyOnnx.Float32, 1, 3).Weight("minus", [1], -1)
            .Node("ReduceMean", ["image"], ["pooled"], ("axes", new[] { 2, 3 }), ("keepdims", 0)).Node("Mul", ["pooled", "minus"], ["other"]).Build();
        using var model = new ModelOnDisk(onnx, json => Describe(json, null));
        Assert.Contains("'pooled' [1, 3], 'other' [1, 3]", Assert.Throws<ModelException>(() => Load(model)).Message, StringComparison.Ordinal);
        using var named = new ModelOnDisk(onnx, json => Describe(json, "other"));
        using var encoder = Load(named);
        var frame = RedThenBlue();
        var vector = new float[3];
        encoder.Encode(frame, [new Box(0, 0, 4, 4)], vector);
        AssertVector([-1, 0, 0], vector);
        frame.Release();
        using var absent = new ModelOnDisk(onnx, json => Describe(json, "vectors"));
        Assert.Contains("expected 'vectors' to be", Assert.Throws<ModelException>(() => Load(absent)).Message, StringComparison.Ordinal);

        static void Describe(JsonObject json, string? output)
        {
            json["task"] = "embed-image";
            json["input"]!["name"] = "image";
            json["embedding"] = output is null ? new JsonObject() : new JsonObject { ["output"] = output };
        }
    }

    [Fact]
    public void Load_Detector_IsRefused()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        Assert.Contains("task 'detect', expected embed-image", Assert.Throws<ModelException>(() => Load(model)).Message, StringComparison.Ordinal);
    }

    internal static IImageEncoder Load(ModelOnDisk model, EngineOptions? options = null) =>
        ImageEncoderFactory.Load(model.Folder, options ?? new EngineOptions(), NullLogger.Instance);

    /// <summary>Up to the scale, which the encoder takes out.</summary>
    internal static void AssertVector(float[] direction, ReadOnlySpan<float> found)
    {
        var length = MathF.Sqrt(direction.Sum(d => d * d));
        for (var i = 0; i < direction.Length; i++)
            Assert.Equal(direction[i] / length, found[i], 1e-3f);
    }

    /// <summary>40×20, the left half red.</summary>
    private Frame RedThenBlue()
    {
        var frame = _pool.TryRent(new FrameFormat(PixelFormat.Rgb24, 40, 20))!;
        for (var i = 0; i < 800; i++)
            ((ReadOnlySpan<byte>)(i % 40 < 20 ? [200, 0, 0] : [0, 0, 200])).CopyTo(frame.Pixels[(i * 3)..]);
        return frame;
    }
}
