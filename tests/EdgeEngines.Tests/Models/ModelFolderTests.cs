using System.Text.Json.Nodes;
using EdgeEngines.Models;
using EdgeEngines.Tests.Onnx;
using Xunit;

namespace EdgeEngines.Tests.Models;

public sealed class ModelFolderTests
{
    private static readonly byte[] s_onnx = TinyModels.DoublePlusOne(1, 3, 4, 4);

    [Fact]
    public void Read_MinimalDescription_KeepsTheDefaults()
    {
        using var model = new ModelOnDisk(s_onnx);
        var read = model.Folder;
        Assert.Equal(114, read.Description.Input.Pad);
        Assert.Equal([1f, 1f, 1f], read.Description.Input.Scale);
        Assert.Equal(0.35f, read.Description.Head!.ScoreThreshold);
        Assert.Equal([0.1f, 0.2f], read.Description.Head.Variances);
        Assert.Equal("unknown", read.Description.Licence);
        Assert.Equal("fp32", read.Description.Precision);
        Assert.Empty(read.UnknownFields);
        Assert.Equal(model.OnnxPath, read.ModelPath);
    }

    [Fact]
    public void Read_EveryFieldWritten_ComesBackTheSame()
    {
        using var model = new ModelOnDisk(s_onnx, json =>
        {
            json["input"]!["layout"] = "nhwc";
            json["input"]!["type"] = "uint8";
            json["input"]!["resize"] = "letterbox";
            json["input"]!["colour"] = "bgr";
            json["input"]!["anchor"] = "top_left";
            json["input"]!["mean"] = new JsonArray(1, 2.5, 3);
            json["head"] = new JsonObject
            {
                ["kind"] = "ssd",
                ["strides"] = new JsonArray(8, 16),
                ["prior_sizes"] = new JsonArray(new JsonArray(10, 16.5), new JsonArray(32)),
                ["outputs"] = new JsonObject { ["boxes"] = "b" },
                ["background_class"] = true,
            };
            json["measured"] = new JsonObject { ["ap50"] = 0.337 };
        });
        var read = model.Folder.Description;
        Assert.Equal((TensorLayout.Nhwc, TensorType.Uint8, ChannelOrder.Bgr, LetterboxAnchor.TopLeft), (read.Input.Layout, read.Input.Type, read.Input.Colour, read.Input.Anchor));
        Assert.Equal([1f, 2.5f, 3f], read.Input.Mean);
        Assert.Equal([8, 16], read.Head!.Strides);
        Assert.Equal([10f, 16.5f], read.Head.PriorSizes[0]);
        Assert.Equal("b", read.Head.Outputs["boxes"]);
        Assert.Equal(0.337, read.Measured["ap50"]);

        List<string> problems = [], unknown = [];
        var again = ModelJson.Read(ModelJson.Write(read), problems, unknown);
        Assert.Empty(problems);
        Assert.Empty(unknown);
        Assert.Equal(ModelJson.Write(read), ModelJson.Write(again!));
    }

    [Fact]
    public void Read_ManyThingsWrong_ListsAllAtOnce()
    {
        using var model = new ModelOnDisk(s_onnx, json =>
        {
            json.Remove("task");
            json["sha256"] = null;
            json["input"]!.AsObject().Remove("name");
            json["input"]!["width"] = "wide";
            json["input"]!["layout"] = "chw";
            json["head"]!["score_treshold"] = 0.5;
        });
        var message = Assert.Throws<ModelException>(() => model.Folder).Message;
        Assert.Contains("'task' is missing", message, StringComparison.Ordinal);
        Assert.Contains("'sha256' is null", message, StringComparison.Ordinal);
        Assert.Contains("'input.name' is missing", message, StringComparison.Ordinal);
        Assert.Contains("'input.width' is \"wide\", expected a whole number", message, StringComparison.Ordinal);
        Assert.Contains("'input.layout' is \"chw\", expected nchw | nhwc", message, StringComparison.Ordinal);
        Assert.Contains("'head.score_treshold' is no field", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file", "../model.onnx", "'file'")]
    [InlineData("file", "/etc/passwd", "'file'")]
    [InlineData("file", "a\\b.onnx", "'file'")]
    [InlineData("file", "..", "'file'")]
    [InlineData("file", "", "'file'")]
    [InlineData("labels_file", "../secret", "'labels_file'")]
    [InlineData("sha256", "abc", "64 hexadecimal digits")]
    [InlineData("task", "paint", "detect | classify")]
    [InlineData("precision", "fp8", "fp32 | fp16 | int8")]
    public void Read_ValueOutOfBounds_SaysWhatIsAllowed(string field, string value, string expected)
    {
        using var model = new ModelOnDisk(s_onnx, json => json[field] = value);
        Assert.Contains(expected, Assert.Throws<ModelException>(() => model.Folder).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input.width", "0")]
    [InlineData("input.height", "100000")]
    [InlineData("input.mean", "[1,2]")]
    [InlineData("input.scale", "[1,0,1]")]
    [InlineData("input.pad", "300")]
    [InlineData("input.quant_scale", "0")]
    [InlineData("head.kind", "\"yolov3\"")]
    [InlineData("head.score_threshold", "1.5")]
    [InlineData("head.nms_iou", "-1")]
    [InlineData("head.max_detections", "0")]
    [InlineData("head.strides", "[8,-1]")]
    [InlineData("head.variances", "[0.1]")]
    [InlineData("head.box_space", "\"mars\"")]
    [InlineData("head.prior_sizes", "[[]]")]
    public void Read_NestedValueOutOfBounds_NamesTheField(string field, string value)
    {
        var steps = field.Split('.');
        using var model = new ModelOnDisk(s_onnx, json => json[steps[0]]![steps[1]] = JsonNode.Parse(value));
        Assert.Contains($"'{field}'", Assert.Throws<ModelException>(() => model.Folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownField_IsReportedNotRefused()
    {
        using var model = new ModelOnDisk(s_onnx, json =>
        {
            json["colour_space"] = "srgb";
            json["input"]!["gamma"] = 2.2;
        });
        Assert.Equal(["colour_space", "input.gamma"], model.Folder.UnknownFields);
    }

    [Fact]
    public void Read_DetectorWithoutHead_IsRefused()
    {
        using var model = new ModelOnDisk(s_onnx, json => json.Remove("head"));
        Assert.Contains("'head' is \"nothing\"", Assert.Throws<ModelException>(() => model.Folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LabelsFile_FillsTheLabels()
    {
        using var model = new ModelOnDisk(s_onnx, json =>
        {
            json.Remove("labels");
            json["labels_file"] = "names.txt";
        });
        File.WriteAllText(Path.Combine(model.Path, "names.txt"), "cat\r\n dog \r\n\n");
        Assert.Equal(["cat", " dog "], model.Folder.Description.Labels);
        File.Delete(Path.Combine(model.Path, "names.txt"));
        Assert.Contains("'labels_file'", Assert.Throws<ModelException>(() => model.Folder).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"name\": 1, \"name\": 2}")]
    [InlineData("{\"input\": 5}")]
    [InlineData("{\"input\": {\"mean\": [1,2,\"x\"]}}")]
    public void Read_NotADescription_GivesModelException(string text)
    {
        using var model = new ModelOnDisk(s_onnx);
        File.WriteAllText(Path.Combine(model.Path, ModelFolder.DescriptionFile), text);
        Assert.Contains("model.json", Assert.Throws<ModelException>(() => model.Folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MutatedDescription_ReadsOrRefuses()
    {
        using var model = new ModelOnDisk(s_onnx);
        var path = Path.Combine(model.Path, ModelFolder.DescriptionFile);
        var whole = File.ReadAllBytes(path);
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = whole.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, round % 4 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            try
            {
                _ = model.Folder;
            }
            catch (ModelException)
            {
                // refused: fine
            }
        }
    }

    [Fact]
    public void Read_NoDescription_ShowsWhatIsMissingAndWhatIsThere()
    {
        using var model = new ModelOnDisk(s_onnx, describe: false);
        foreach (var path in new[] { model.Path, model.OnnxPath })
        {
            var message = Assert.Throws<ModelException>(() => ModelFolder.Read(path)).Message;
            Assert.Contains("sha256, input.name, input.width, input.height, head.kind", message, StringComparison.Ordinal);
            Assert.Contains("input  'images' float32[1, 3, 4, 4]", message, StringComparison.Ordinal);
            Assert.Contains("output 'out' float32[1, 3, 4, 4]", message, StringComparison.Ordinal);
            Assert.Contains("models add", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_NothingThere_SaysSo() =>
        Assert.Contains("there is no model at", Assert.Throws<ModelException>(() => ModelFolder.Read("/nowhere/at/all")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_AnotherOnnxFileInADescribedFolder_IsRefused()
    {
        using var model = new ModelOnDisk(s_onnx);
        Assert.Equal("tiny", ModelFolder.Read(model.OnnxPath).Description.Name);
        var other = Path.Combine(model.Path, "other.onnx");
        File.WriteAllBytes(other, s_onnx);
        Assert.Contains("not 'other.onnx'", Assert.Throws<ModelException>(() => ModelFolder.Read(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalog_SeveralModels_FindsThemByNameAndKeepsTheBrokenApart()
    {
        var root = Directory.CreateTempSubdirectory("edge-catalog-").FullName;
        try
        {
            using var model = new ModelOnDisk(s_onnx);
            Directory.CreateDirectory(Path.Combine(root, "quantized"));
            Directory.Move(model.Path, Path.Combine(root, "quantized", "street"));
            var broken = Directory.CreateDirectory(Path.Combine(root, "broken")).FullName;
            File.WriteAllText(Path.Combine(broken, ModelFolder.DescriptionFile), "{}");

            var catalog = ModelCatalog.Find([root, "/nowhere/at/all"]);
            Assert.Equal(2, catalog.Entries.Count);
            Assert.Equal("tiny", catalog.Open("tiny").Description.Name);
            Assert.Equal("tiny", catalog.Open("street").Description.Name);
            Assert.Equal("tiny", catalog.Open(Path.Combine(root, "quantized", "street")).Description.Name);
            Assert.Contains("'name' is missing", Assert.Throws<ModelException>(() => catalog.Open("broken")).Message, StringComparison.Ordinal);
            Assert.Contains("known: ", Assert.Throws<ModelException>(() => catalog.Open("nothing")).Message, StringComparison.Ordinal);
            Directory.Move(Path.Combine(root, "quantized", "street"), model.Path);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
