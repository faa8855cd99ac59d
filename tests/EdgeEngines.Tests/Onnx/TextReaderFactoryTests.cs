using System.Text.Json.Nodes;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Reading;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Onnx;

/// <summary>Files whose answers can be worked out on paper, right and wrong ones.</summary>
public sealed class TextReaderFactoryTests
{
    private const int Side = 32;

    [Fact]
    public void Read_WhiteBarOnBlack_IsOneText()
    {
        using var detector = Detector();
        using var reader = Reader("", "x", "y");
        using var loaded = Load(detector, reader);
        using var pass = loaded.CreatePass();
        using var pool = new FramePool(1);
        var frame = pool.Rent(new FrameFormat(PixelFormat.Rgb24, Side, Side), TestContext.Current.CancellationToken);
        frame.Pixels.Clear();
        for (var y = 10; y < 18; y++)
            frame.Pixels.Slice(((y * Side) + 4) * 3, 24 * 3).Fill(255);

        var text = Assert.Single(pass.Read(frame, cancellationToken: TestContext.Current.CancellationToken));

        // Pixels 4 to 27 and 10 to 17: 23 by 7 between their middles, grown by 23 × 7 × 1.5 ÷ 60 a side, cut at the picture's edge.
        Assert.Equal(("x", 0.75f), (text.Text, MathF.Round(text.Confidence, 3)));
        Assert.Equal((0.475f, 6.475f, 31.525f, 21.525f), (Rounded(text.BoxInSource.Left), Rounded(text.BoxInSource.Top), Rounded(text.BoxInSource.Right), Rounded(text.BoxInSource.Bottom)));
        Assert.Equal(1, text.RegionScore, 5);
        Assert.Empty(pass.Read(Blacked(frame), cancellationToken: TestContext.Current.CancellationToken));
        frame.Release();
    }

    [Fact]
    public void Read_LessSureThanIsWanted_IsLeftOut()
    {
        using var detector = Detector();
        using var reader = Reader(json => json["text"] = new JsonObject { ["min_confidence"] = 0.8 }, "", "x", "y");
        using var loaded = Load(detector, reader);
        using var pass = loaded.CreatePass();
        using var pool = new FramePool(1);
        var frame = pool.Rent(new FrameFormat(PixelFormat.Rgb24, Side, Side), TestContext.Current.CancellationToken);
        frame.Pixels.Fill(255);
        Assert.Empty(pass.Read(frame, cancellationToken: TestContext.Current.CancellationToken));
        frame.Release();
    }

    [Fact]
    public void Load_WrongNumberOfLabels_SaysExpectedAndFound()
    {
        using var detector = Detector();
        using var reader = Reader("", "x");
        var message = Assert.Throws<ModelException>(() => Load(detector, reader)).Message;
        Assert.Contains("[1, 5, 3], expected [batch, steps, 2], because model.json has 2 labels", message, StringComparison.Ordinal);
        Assert.Contains("the blank", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MapOfAnotherSize_SaysExpectedAndFound()
    {
        using var detector = Described("ocr-detect", new TinyOnnx()
            .Input("images", TinyOnnx.Float32, 1, 3, Side, Side)
            .Output("out", TinyOnnx.Float32, 1, 3, Side, Side)
            .Node("Sigmoid", ["images"], ["out"]), Side, Side);
        using var reader = Reader("", "x", "y");
        Assert.Contains("[1, 3, 32, 32], expected [batch, 1, 32, 32]", Assert.Throws<ModelException>(() => Load(detector, reader)).Message, StringComparison.Ordinal);
        Assert.Throws<ModelException>(() => ModelCheck.Run(detector.Folder, new EngineOptions(), TimeSpan.Zero, NullLogger.Instance));
    }

    [Fact]
    public void Load_ModelsExchanged_SaysWhichTaskIsExpected()
    {
        using var detector = Detector();
        using var reader = Reader("", "x", "y");
        Assert.Contains("is for the task 'ocr-read', expected ocr-detect", Assert.Throws<ModelException>(() => Load(reader, detector)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_DirectionWithoutItsLabels_IsRefused()
    {
        using var detector = Detector();
        using var reader = Reader("", "x", "y");
        using var direction = Reader(json => json["task"] = "classify", "left", "right");
        var load = () => TextReaderFactory.Load(detector.Folder, reader.Folder, direction.Folder, new EngineOptions(), NullLogger.Instance);
        Assert.Contains("has the labels 0 and 180, found left, right", Assert.Throws<ModelException>(load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WidthThatTheFileDoesNotTake_IsRefused()
    {
        using var detector = Detector();
        using var reader = Reader(json => json["text"] = new JsonObject { ["widths"] = new JsonArray(64) }, "", "x", "y");
        Assert.Contains("of 64x8", Assert.Throws<ModelException>(() => Load(detector, reader)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("box_threshold", 1.5, "'text.box_threshold' is 1.5, expected 0 to 1")]
    [InlineData("probability_threshold", 1, "0 to below 1")]
    [InlineData("unclip", -1, "'text.unclip' is -1")]
    [InlineData("min_size", 5000, "'text.min_size'")]
    [InlineData("max_regions", 0, "1 to 1000")]
    [InlineData("min_confidence", 2, "'text.min_confidence'")]
    [InlineData("turn_confidence", 0.2, "0.5 to 1")]
    public void Folder_ConstantOutOfRange_SaysFieldFoundAndExpected(string field, double value, string expected)
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4), json => json["text"] = new JsonObject { [field] = value });
        Assert.Contains(expected, Assert.Throws<ModelException>(() => model.Folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_TextWithOneField_KeepsTheOtherDefaults()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4), json => json["text"] = new JsonObject { ["unclip"] = 2, ["boxes"] = 1 });
        var folder = model.Folder;
        Assert.Equal(["text.boxes"], folder.UnknownFields);
        Assert.Equal(new TextDescription { Unclip = 2, Widths = folder.Description.Text!.Widths }, folder.Description.Text);
        Assert.Empty(folder.Description.Text.Widths);
        using var without = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        Assert.Null(without.Folder.Description.Text);
    }

    [Fact]
    public void Folder_DetectorOfTooManyPixels_IsRefused()
    {
        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4), json =>
        {
            json["task"] = "ocr-detect";
            json["input"]!["width"] = 4096;
            json["input"]!["height"] = 2048;
        });
        Assert.Contains("is 8388608, expected at most 4194304 pixels", Assert.Throws<ModelException>(() => model.Folder).Message, StringComparison.Ordinal);
    }

    private static ITextReader Load(ModelOnDisk detector, ModelOnDisk reader) =>
        TextReaderFactory.Load(detector.Folder, reader.Folder, null, new EngineOptions { Providers = ["CPU"] }, NullLogger.Instance);

    /// <summary>The map is the mean of the colours, 0 to 1.</summary>
    private static ModelOnDisk Detector() => Described("ocr-detect", new TinyOnnx()
        .Input("images", TinyOnnx.Float32, 1, 3, Side, Side)
        .Output("out", TinyOnnx.Float32, 1, 1, Side, Side)
        .Weight("kernel", [1, 3, 1, 1], 1 / 765f, 1 / 765f, 1 / 765f)
        .Node("Conv", ["images", "kernel"], ["out"]), Side, Side);

    private static ModelOnDisk Reader(params string[] labels) => Reader(_ => { }, labels);

    /// <summary>Five steps of three classes whatever it sees: blank, x, x, blank, blank; x with 0.75.</summary>
    private static ModelOnDisk Reader(Action<JsonObject> change, params string[] labels) => Described("ocr-read", new TinyOnnx()
        .Input("images", TinyOnnx.Float32, 1, 3, 8, 16)
        .Output("out", TinyOnnx.Float32, 1, 5, 3)
        .Weight("zero", [1], 0)
        .Weight("steps", [1, 5, 3], 0.9f, 0.1f, 0, 0.2f, 0.75f, 0.05f, 0.2f, 0.6f, 0.2f, 0.9f, 0.1f, 0, 0.8f, 0.1f, 0.1f)
        .Longs("first", 0).Longs("one", 1).Longs("axis", 1)
        .Node("Slice", ["images", "first", "one", "axis"], ["red"])
        .Longs("across", 3).Node("Slice", ["red", "first", "one", "across"], ["column"])
        .Longs("down", 2).Node("Slice", ["column", "first", "one", "down"], ["pixel"])
        .Longs("shape", 1, 1, 1).Node("Reshape", ["pixel", "shape"], ["value"])
        .Node("Mul", ["value", "zero"], ["nothing"])
        .Node("Add", ["steps", "nothing"], ["out"]), 16, 8, json =>
        {
            json["labels"] = new JsonArray([.. labels.Select(label => JsonValue.Create(label))]);
            change(json);
        });

    private static ModelOnDisk Described(string task, TinyOnnx onnx, int width, int height, Action<JsonObject>? change = null) => new(onnx.Build(), json =>
    {
        json["task"] = task;
        json["input"]!["width"] = width;
        json["input"]!["height"] = height;
        change?.Invoke(json);
    });

    private static Frame Blacked(Frame frame)
    {
        frame.Pixels.Clear();
        return frame;
    }

    private static float Rounded(float value) => MathF.Round(value, 3);
}
