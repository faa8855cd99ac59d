using EdgeEngines.Models;
using EdgeEngines.Models.Adding;
using EdgeEngines.Onnx;
using EdgeEngines.Tests.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Models;

public sealed class AddingTests : IDisposable
{
    private readonly string _models = Directory.CreateTempSubdirectory("edge-models-").FullName;

    public void Dispose() => Directory.Delete(_models, recursive: true);

    [Fact]
    public void Add_FastestDet_HasThePublishedConstants()
    {
        var model = AddShared("models/fastestdet/FastestDet.onnx", "FastestDet");
        Assert.Equal("31cb14c017fce347cb4c846ec62fdf00d76bb3beecdf4be21e7116ac67feb880", model.Sha256);
        Assert.Equal(("input.1", 352, 352, ChannelOrder.Bgr, ResizeMode.Stretch), Input(model));
        Assert.Equal([1 / 255f, 1 / 255f, 1 / 255f], model.Input.Scale);
        Assert.Equal(("fastestdet", 0.65f, 0.45f), Head(model));
        Assert.Equal(80, model.Labels.Count);
        Assert.Equal("aeroplane", model.Labels[4]); // from coco.names beside it, not the embedded names
    }

    [Fact]
    public void Add_NanoDet_HasThePublishedConstants()
    {
        var model = AddShared("models/nanodet/nanodet_m_416.onnx", "NanoDet");
        Assert.Equal(("input.1", 416, 416, ChannelOrder.Bgr, ResizeMode.Letterbox), Input(model));
        Assert.Equal(0, model.Input.Pad);
        Assert.Equal([103.53f, 116.28f, 123.675f], model.Input.Mean);
        Assert.Equal(1 / 57.375f, model.Input.Scale[0]);
        Assert.Equal([8, 16, 32], model.Head!.Strides);
        Assert.Equal("dis_pred_stride_16", model.Head.Outputs["boxes_16"]);
        Assert.Equal("cls_pred_stride_8", model.Head.Outputs["scores_8"]);
        Assert.False(model.Head.Logits);
        Assert.Equal("motorcycle", model.Labels[3]);
    }

    [Fact]
    public void Add_LightPersonDetector_IsYoloxNamedAfterItsFile()
    {
        var model = AddShared("models/light_person_detector/light_person_detector.onnx", "YOLOX");
        Assert.Equal(("images", 192, 192, ChannelOrder.Bgr, ResizeMode.Letterbox), Input(model));
        Assert.Equal(LetterboxAnchor.TopLeft, model.Input.Anchor);
        Assert.Equal("yolox", model.Head!.Kind);
        Assert.Equal(["person"], model.Labels);
    }

    [Fact]
    public void Add_UltraFaceDecoded_IsBoxesAndScores()
    {
        var model = AddShared("models/ultraface/version-RFB-320.onnx", "UltraFace, decoded");
        Assert.Equal(("input", 320, 240, ChannelOrder.Rgb, ResizeMode.Stretch), Input(model));
        Assert.Equal([127f, 127f, 127f], model.Input.Mean);
        Assert.Equal([1 / 128f, 1 / 128f, 1 / 128f], model.Input.Scale);
        Assert.Equal(("boxes-scores", 0.7f, 0.3f), Head(model));
        Assert.Equal(("normalised", "xyxy", true), (model.Head!.BoxSpace, model.Head.BoxEncoding, model.Head.BackgroundClass));
        Assert.Equal(["face"], model.Labels);
    }

    [Fact]
    public void Add_UltraFaceRaw_HasPriors()
    {
        var model = AddShared("models/ultraface/version-RFB-320_without_postprocessing.onnx", "UltraFace, raw offsets");
        Assert.Equal(("ssd", 0.7f, 0.3f), Head(model));
        Assert.Equal([8, 16, 32, 64], model.Head!.Strides);
        Assert.Equal([10f, 16f, 24f], model.Head.PriorSizes[0]);
        Assert.Equal([0.1f, 0.2f], model.Head.Variances);
    }

    [Theory]
    [InlineData("en_PP-OCRv3_det_infer.onnx", "PP-OCR detector", "ocr-detect", 640, 640, 0)]
    [InlineData("en_number_mobile_v2.0_rec_infer.onnx", "PP-OCR reader", "ocr-read", 320, 32, 97)]
    [InlineData("ch_ppocr_mobile_v2.0_cls_infer.onnx", "PP-OCR direction classifier", "classify", 192, 48, 2)]
    public void Add_PaddleOcr_IsRecognised(string file, string family, string task, int width, int height, int labels)
    {
        var model = AddShared("models/ppocr/" + file, family);
        Assert.Equal((task, width, height, labels), (model.Task, model.Input.Width, model.Input.Height, model.Labels.Count));
        Assert.Equal(ChannelOrder.Bgr, model.Input.Colour);
    }

    [Fact]
    public void Add_ReIdentification_IsAnEmbedding()
    {
        var model = AddShared("models/reid/person-reidentification-retail-0288.onnx", "person re-identification");
        Assert.Equal(("embed-image", TensorLayout.Nhwc, 128, 256), (model.Task, model.Input.Layout, model.Input.Width, model.Input.Height));
    }

    [Fact]
    public void Add_TextGenerator_IsRecognised()
    {
        var model = AddShared("models/lm/tiny-random-gpt2-fp32/past.onnx", "text generator");
        Assert.Equal(("text-generate", "input_ids", TensorType.Int32), (model.Task, model.Input.Name, model.Input.Type));
    }

    [Theory]
    [InlineData("models/fastestdet/FastestDet.onnx")]
    [InlineData("models/nanodet/nanodet_m_416.onnx")]
    [InlineData("models/light_person_detector/light_person_detector.onnx")]
    [InlineData("models/ultraface/version-RFB-320.onnx")]
    [InlineData("models/ultraface/version-RFB-320_without_postprocessing.onnx")]
    [InlineData("models/ppocr/en_PP-OCRv3_det_infer.onnx")]
    [InlineData("models/ppocr/en_number_mobile_v2.0_rec_infer.onnx")]
    [InlineData("models/ppocr/ch_ppocr_mobile_v2.0_cls_infer.onnx")]
    [InlineData("models/reid/person-reidentification-retail-0288.onnx")]
    public void Check_AddedModel_RunsAndItsHeadFits(string file)
    {
        var added = ModelAdder.Add(new AddRequest { OnnxFile = TestData.Need(file), ModelsDirectory = _models });
        var report = ModelCheck.Run(added.Folder!, new EngineOptions(), TimeSpan.FromMilliseconds(1), NullLogger.Instance);
        Assert.Equal(["CPU"], report.Engine!.Got);
        Assert.True(report.RunsPerSecond > 0);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void Add_UltralyticsWithMetadata_TakesItsNames()
    {
        var added = Add(Ultralytics([1, 3, 64, 96], [1, 6, 126]).Metadata("names", "{0: 'cat', 1: \"driver's seat\"}").Metadata("task", "detect"));
        Assert.Equal("YOLOv8/YOLO11", added.Family);
        Assert.Equal(["cat", "driver's seat"], added.Description.Labels);
        Assert.Equal((96, 64, "yolov8"), (added.Description.Input.Width, added.Description.Input.Height, added.Description.Head!.Kind));
        Assert.Equal([1 / 255f, 1 / 255f, 1 / 255f], added.Description.Input.Scale);
        Assert.NotNull(added.Folder);
    }

    [Fact]
    public void Add_UltralyticsWithOpenSizes_TakesTheTrainedSize()
    {
        var added = Add(Ultralytics(["batch", 3, "height", "width"], ["batch", null, "anchors"])
            .Metadata("names", "{0: 'cat'}").Metadata("stride", "32").Metadata("imgsz", "[480, 640]"));
        Assert.Equal((640, 480), (added.Description.Input.Width, added.Description.Input.Height));
        Assert.Contains(added.Assumptions, a => a.Contains("640x480", StringComparison.Ordinal));
    }

    [Fact]
    public void Add_ClassesWithoutNames_AsksAndTakesTheAnswer()
    {
        var file = Write(Ultralytics([1, 3, 64, 96], [1, 6, 126]).Build());
        var asked = ModelAdder.Add(new AddRequest { OnnxFile = file });
        Assert.Null(asked.Folder);
        var question = Assert.Single(asked.Questions);
        Assert.Equal("labels", question.Field);
        Assert.Contains("2 classes", question.Why, StringComparison.Ordinal);
        Assert.Contains("--labels", question.How, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "model.json")));

        var answered = ModelAdder.Add(new AddRequest { OnnxFile = file, Settings = ["labels=cat,dog", "head.score_threshold=0.5", "input.mean=1,2,3"] });
        Assert.Equal(["cat", "dog"], answered.Folder!.Description.Labels);
        Assert.Equal(0.5f, answered.Folder.Description.Head!.ScoreThreshold);
        Assert.Equal([1f, 2f, 3f], answered.Folder.Description.Input.Mean);
        Assert.Equal(640, answered.Folder.Description.Head!.MaxDetections + 540); // defaults survive the way through the file
    }

    [Fact]
    public void Add_DescriptionIsThere_IsNotOverwritten()
    {
        var request = new AddRequest { OnnxFile = Write(Ultralytics([1, 3, 64, 96], [1, 5, 126]).Build()), Settings = ["labels=cat"] };
        Assert.NotNull(ModelAdder.Add(request).Folder);
        Assert.Contains("--overwrite", Assert.Throws<ModelException>(() => ModelAdder.Add(request)).Message, StringComparison.Ordinal);
        Assert.NotNull(ModelAdder.Add(request with { Overwrite = true }).Folder);
    }

    [Fact]
    public void Add_RtDetrOfTheAuthors_FeedsTheSizes()
    {
        var added = Add(new TinyOnnx()
            .Input("images", TinyOnnx.Float32, "N", 3, 640, 640).Input("orig_target_sizes", TinyOnnx.Int64, "N", 2)
            .Output("labels", TinyOnnx.Int64, "N", 300).Output("boxes", TinyOnnx.Float32, "N", 300, 4).Output("scores", TinyOnnx.Float32, "N", 300)
            .Node("Fake", ["images"], ["labels", "boxes", "scores"]));
        Assert.Equal(("RT-DETR", "boxes-scores", "labels"), (added.Family, added.Description.Head!.Kind, added.Description.Head.Outputs["classes"]));
        Assert.Equal(80, added.Description.Labels.Count);
    }

    [Fact]
    public void Add_RtDetrOfHuggingFace_HasLogits()
    {
        var added = Add(new TinyOnnx()
            .Input("pixel_values", TinyOnnx.Float32, "batch", 3, "h", "w")
            .Output("logits", TinyOnnx.Float32, "batch", 300, 80).Output("pred_boxes", TinyOnnx.Float32, "batch", 300, 4)
            .Node("Fake", ["pixel_values"], ["logits", "pred_boxes"]));
        var head = added.Description.Head!;
        Assert.Equal(("RT-DETR", true, "cxcywh", "normalised", 1f), (added.Family, head.Logits, head.BoxEncoding, head.BoxSpace, head.NmsIou));
        Assert.Equal(640, added.Description.Input.Width);
    }

    [Fact]
    public void Add_ClipHalves_AreToldApart()
    {
        var image = Add(new TinyOnnx().Input("pixel_values", TinyOnnx.Float32, "b", 3, 224, 224).Output("image_embeds", TinyOnnx.Float32, "b", 512)
            .Node("Fake", ["pixel_values"], ["image_embeds"]), "image");
        Assert.Equal(("CLIP, image half", "embed-image", ResizeMode.Crop), (image.Family, image.Description.Task, image.Description.Input.Resize));
        var without = Add(ClipText(), "without");
        Assert.Equal(("CLIP, text half", "embed-text", 77), (without.Family, without.Description.Task, without.Description.Input.Width));
        Assert.Null(without.Folder);
        Assert.Equal("tokenizer.vocabulary", Assert.Single(without.Questions).Field);
    }

    [Theory]
    [InlineData("clip-bpe", "vocab.json", "merges.txt")]
    [InlineData("wordpiece", "vocab.txt", null)]
    public void Add_ClipTextWithItsVocabularyBeside_TakesItAlong(string kind, string vocabulary, string? merges)
    {
        var file = Write(ClipText().Build(), "text");
        foreach (var name in new[] { vocabulary, merges }.OfType<string>())
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(file)!, name), name);
        var added = ModelAdder.Add(new AddRequest { OnnxFile = file, ModelsDirectory = Path.Combine(_models, "into"), Name = "clip-text" });
        var tokenizer = added.Folder!.Description.Tokenizer!;
        Assert.Equal((kind, vocabulary, merges), (tokenizer.Kind, tokenizer.Vocabulary, tokenizer.Merges));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(vocabulary))), tokenizer.VocabularySha256);
        Assert.Equal(merges is null, tokenizer.MergesSha256 is null);
        Assert.Equal(vocabulary, File.ReadAllText(Path.Combine(added.Folder.Path, vocabulary)));
        Assert.True(tokenizer.LowerCase);
    }

    [Fact]
    public void Add_VocabularyNamedButAbsent_SaysWhere()
    {
        var file = Write(ClipText().Build(), "text");
        var request = new AddRequest { OnnxFile = file, Settings = ["tokenizer.kind=wordpiece", "tokenizer.vocabulary=words.txt"] };
        var message = Assert.Throws<ModelException>(() => ModelAdder.Add(request)).Message;
        Assert.Contains(Path.Combine(Path.GetDirectoryName(file)!, "words.txt"), message, StringComparison.Ordinal);
    }

    private static TinyOnnx ClipText() => new TinyOnnx().Input("input_ids", TinyOnnx.Int64, "b", "s").Input("attention_mask", TinyOnnx.Int64, "b", "s")
        .Output("text_embeds", TinyOnnx.Float32, "b", 512).Node("Fake", ["input_ids"], ["text_embeds"]);

    [Fact]
    public void Add_NanoDetPlus_IsToldFromYolox()
    {
        // 64×64: 64 + 16 + 4 (+ 1 at stride 64) cells.
        var plus = Add(new TinyOnnx().Input("data", TinyOnnx.Float32, 1, 3, 64, 64).Output("output", TinyOnnx.Float32, 1, 85, 112)
            .Node("Sigmoid", ["data"], ["output"]), "plus");
        Assert.Equal(("NanoDet-Plus", 80), (plus.Family, plus.Description.Labels.Count));
        var yolox = Add(new TinyOnnx().Input("images", TinyOnnx.Float32, 1, 3, 64, 64).Output("output", TinyOnnx.Float32, 1, 84, 85)
            .Node("Sigmoid", ["images"], ["output"]), "yolox");
        Assert.Equal("YOLOX", yolox.Family);
    }

    [Fact]
    public void Add_YoloWithAnchors_IsDecodedYolox()
    {
        // 3 anchors × 84 cells at 64×64.
        var added = Add(new TinyOnnx().Input("images", TinyOnnx.Float32, 1, 3, 64, 64).Output("output0", TinyOnnx.Float32, 1, 252, 85)
            .Node("Sigmoid", ["images"], ["output0"]));
        Assert.Equal(("YOLOv5/YOLOv7", "yolox", true), (added.Family, added.Description.Head!.Kind, added.Description.Head.Decoded));
        Assert.Equal([1 / 255f, 1 / 255f, 1 / 255f], added.Description.Input.Scale);
    }

    [Fact]
    public void Add_YoloxThatDecodesItself_SaysDecoded()
    {
        var added = Add(new TinyOnnx().Input("images", TinyOnnx.Float32, 1, 3, 64, 64).Output("output", TinyOnnx.Float32, 1, 84, 85)
            .Node("Exp", ["images"], ["output"]));
        Assert.Equal(("YOLOX", true), (added.Family, added.Description.Head!.Decoded));
    }

    [Fact]
    public void Add_RtDetrOfUltralytics_IsOneTable()
    {
        var added = Add(new TinyOnnx().Input("images", TinyOnnx.Float32, 1, 3, 640, 640).Output("output0", TinyOnnx.Float32, 1, 300, 84)
            .Node("Sigmoid", ["images"], ["output0"]).Metadata("description", "Ultralytics RT-DETR-l model"));
        Assert.Equal(("RT-DETR", "yolov8", "normalised", 1f), (added.Family, added.Description.Head!.Kind, added.Description.Head.BoxSpace, added.Description.Head.NmsIou));
    }

    [Fact]
    public void Add_NothingFits_AsksForWhatItCannotKnow()
    {
        var file = Write(TinyModels.DoublePlusOne(1, 3, 4, 4));
        var asked = ModelAdder.Add(new AddRequest { OnnxFile = file });
        Assert.Equal("unknown", asked.Family);
        Assert.Contains(asked.Questions, q => q.Field == "task");
        Assert.Contains("'images' float32[1, 3, 4, 4]", asked.InputsAndOutputs, StringComparison.Ordinal);
        var answered = ModelAdder.Add(new AddRequest
        {
            OnnxFile = file,
            Settings = ["task=depth", "input.colour=rgb", "input.mean=0,0,0", "input.scale=1,1,1"],
        });
        Assert.Equal("depth", answered.Folder!.Description.Task);
    }

    [Theory]
    [InlineData("inpt.mean=1,2,3", "'inpt'")]
    [InlineData("input.width=many", "'input.width' is \"many\", expected a whole number")]
    [InlineData("input.layout=chw", "nchw | nhwc")]
    [InlineData("nothing", "FIELD=VALUE")]
    public void Add_WrongSetting_SaysWhichAndWhatIsExpected(string setting, string expected)
    {
        var file = Write(Ultralytics([1, 3, 64, 96], [1, 5, 126]).Build());
        var request = new AddRequest { OnnxFile = file, Settings = ["labels=cat", setting] };
        Assert.Contains(expected, Assert.Throws<ModelException>(() => ModelAdder.Add(request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_NoOnnxFile_SaysSo()
    {
        var file = Write("<html>404 not found</html>"u8.ToArray());
        Assert.Contains("not a readable ONNX file", Assert.Throws<ModelException>(() => ModelAdder.Add(new AddRequest { OnnxFile = file })).Message, StringComparison.Ordinal);
    }

    private static (string Name, int Width, int Height, ChannelOrder Colour, ResizeMode Resize) Input(ModelDescription model) =>
        (model.Input.Name, model.Input.Width, model.Input.Height, model.Input.Colour, model.Input.Resize);

    private static (string Kind, float Score, float Nms) Head(ModelDescription model) => (model.Head!.Kind, model.Head.ScoreThreshold, model.Head.NmsIou);

    private static TinyOnnx Ultralytics(object?[] input, object?[] output) => new TinyOnnx()
        .Input("images", TinyOnnx.Float32, input).Output("output0", TinyOnnx.Float32, output).Node("Sigmoid", ["images"], ["output0"]);

    private ModelDescription AddShared(string file, string family)
    {
        var added = ModelAdder.Add(new AddRequest { OnnxFile = TestData.Need(file), ModelsDirectory = _models });
        Assert.Empty(added.Questions);
        Assert.Equal(family, added.Family);
        return added.Folder!.Description;
    }

    private AddResult Add(TinyOnnx onnx, string folder = "a") => ModelAdder.Add(new AddRequest { OnnxFile = Write(onnx.Build(), folder) });

    private string Write(byte[] onnx, string folder = "a")
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_models, folder)).FullName, "net.onnx");
        File.WriteAllBytes(path, onnx);
        return path;
    }
}
