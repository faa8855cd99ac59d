using EdgeEngines.Detecting.Heads;
using EdgeEngines.Models;

using Xunit;

namespace EdgeEngines.Tests.Detecting.Heads;

/// <summary>A model whose outputs do not fit its head is refused with a message that says what was expected and what was found.</summary>
public sealed class HeadContractTests
{
    [Theory]
    [InlineData("yolox", "2, 100, 7", "[2, 100, 7]", "84 cells of strides 8, 16, 32 at 64x64")]
    [InlineData("yolox", "2, 84", "[2, 84]", "[batch, 84 cells")]
    [InlineData("yolox", "2, 84, 5", "[2, 84, 5]", "5 + classes")]
    [InlineData("yolov8", "2, 9, 77", "[2, 9, 77]", "84 cells")]
    [InlineData("yolov8", "2, 6", "[2, 6]", "4 + classes")]
    [InlineData("fastestdet", "2, 7, 22, 22", "[2, 7, 22, 22]", "[batch, 5 + classes, 4, 4]")]
    [InlineData("fastestdet", "2, 5, 4, 4", "[2, 5, 4, 4]", "5 + classes")]
    [InlineData("nanodet", "2, 84, 34", "[2, 84, 34]", "85 cells of strides 8, 16, 32, 64 at 64x64")]
    public void Create_OtherShape_SaysExpectedAndFound(string kind, string shape, string found, string expected)
    {
        using var output = new TensorMemory("out0", [.. shape.Split(", ").Select(int.Parse)]);

        var message = Refusal(new HeadDescription { Kind = kind }, 2, output);

        Assert.Contains("model 'case'", message, StringComparison.Ordinal);
        Assert.Contains($"head '{kind}'", message, StringComparison.Ordinal);
        Assert.Contains("out0", message, StringComparison.Ordinal);
        Assert.Contains(found, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yolox", "1, 84, 85")]
    [InlineData("yolov8", "1, 84, 84")]
    [InlineData("yolov8", "1, 84, 85")]
    [InlineData("fastestdet", "1, 85, 4, 4")]
    [InlineData("nanodet", "1, 85, 112")]
    public void Create_FewerLabelsThanClasses_SaysBothNumbers(string kind, string shape)
    {
        using var output = new TensorMemory("out0", [.. shape.Split(", ").Select(int.Parse)]);

        var message = Refusal(new HeadDescription { Kind = kind }, 3, output);

        Assert.Contains("80 classes", message.Replace("81", "80", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("3 labels", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_UnknownKind_NamesTheKnownOnes()
    {
        using var output = new TensorMemory("out0", 1, 84, 7);

        var message = Refusal(new HeadDescription { Kind = "YOLOX" }, 2, output);

        Assert.Contains("head 'YOLOX'", message, StringComparison.Ordinal);
        Assert.Contains("yolox, yolov8, fastestdet, nanodet, ssd, boxes-scores", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SeveralOutputsAndNoneNamed_ListsThem()
    {
        using var boxes = new TensorMemory("a", 1, 84, 7);
        using var others = new TensorMemory("b", 1, 84, 8);

        var message = Refusal(new HeadDescription { Kind = "yolox" }, 2, boxes, others);

        Assert.Contains("a [1, 84, 7], b [1, 84, 8]", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("output", "nowhere", "'nowhere'")]
    [InlineData("scroes", "a", "'scroes'")]
    public void Create_OutputsThatAreNotThere_AreNamed(string role, string name, string said)
    {
        using var output = new TensorMemory("a", 1, 84, 7);
        var head = new HeadDescription { Kind = "yolox", Outputs = new Dictionary<string, string> { [role] = name } };

        Assert.Contains(said, Refusal(head, 2, output), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NanoDetWithAnotherRegMax_SaysWhatTheStrideNeeds()
    {
        var outputs = new[] { 64, 16, 4 }.SelectMany(
            cells => new[] { new TensorMemory($"cls{cells}", 1, cells, 2), new TensorMemory($"dis{cells}", 1, cells, 68) }).ToArray();

        var message = Refusal(new HeadDescription { Kind = "nanodet" }, 2, outputs);

        Assert.Contains("[batch, 64, 32]", message, StringComparison.Ordinal);
        Assert.Contains("dis64 [1, 64, 68]", message, StringComparison.Ordinal);
        foreach (var output in outputs)
            output.Dispose();
    }

    [Fact]
    public void Create_SsdPriorsOfAnotherNumber_SaysBoth()
    {
        using var boxes = new TensorMemory("boxes", 1, 4420, 4);
        using var scores = new TensorMemory("scores", 1, 4420, 2);
        var head = new HeadDescription { Kind = "ssd", Strides = [8, 16], PriorSizes = [[10, 16, 24], [32, 48]], BackgroundClass = true };

        var message = Refusal(head, 1, boxes, scores);

        Assert.Contains("[1, 4420, 4]", message, StringComparison.Ordinal);
        Assert.Contains("[batch, 224, 4]", message, StringComparison.Ordinal); // 64 × 3 + 16 × 2
    }

    [Fact]
    public void Create_BoxesAndScoresOfDifferentLength_SaysBoth()
    {
        using var boxes = new TensorMemory("boxes", 1, 300, 4);
        using var scores = new TensorMemory("scores", 1, 299, 2);

        var message = Refusal(new HeadDescription { Kind = "boxes-scores" }, 2, boxes, scores);

        Assert.Contains("[1, 299, 2]", message, StringComparison.Ordinal);
        Assert.Contains("[batch, 300, classes]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_BoxesAndScoresThatLookAlike_AsksForNames()
    {
        using var boxes = new TensorMemory("p", 1, 300, 4);
        using var scores = new TensorMemory("q", 1, 300, 4);

        var message = Refusal(new HeadDescription { Kind = "boxes-scores" }, 4, boxes, scores);

        Assert.Contains("p [1, 300, 4], q [1, 300, 4]", message, StringComparison.Ordinal);
        Assert.Contains("name them", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1f, 0.5f, 100, "model", "xyxy", "score_threshold")]
    [InlineData(float.NaN, 0.5f, 100, "model", "xyxy", "score_threshold")]
    [InlineData(0.5f, 1.5f, 100, "model", "xyxy", "nms_iou")]
    [InlineData(0.5f, 0.5f, 0, "model", "xyxy", "max_detections")]
    [InlineData(0.5f, 0.5f, 100, "pixels", "xyxy", "box_space")]
    [InlineData(0.5f, 0.5f, 100, "model", "yxyx", "box_encoding")]
    public void Create_SettingOutOfRange_SaysWhichAndWhatIsAllowed(
        float threshold, float iou, int most, string space, string encoding, string setting)
    {
        using var boxes = new TensorMemory("boxes", 1, 300, 4);
        using var scores = new TensorMemory("scores", 1, 300, 2);
        var head = new HeadDescription
        {
            Kind = "boxes-scores",
            ScoreThreshold = threshold,
            NmsIou = iou,
            MaxDetections = most,
            BoxSpace = space,
            BoxEncoding = encoding,
        };

        var message = Refusal(head, 2, boxes, scores);

        Assert.Contains(setting, message, StringComparison.Ordinal);
        Assert.Contains("expected", message, StringComparison.Ordinal);
    }

    private static string Refusal(HeadDescription head, int labels, params TensorMemory[] outputs) => Assert.Throws<ModelException>(
        () => DetectionHead.Create(HeadCase.Describe(head, labels, 64, 64), [.. outputs.Select(output => output.Output)])).Message;
}
