using EdgeEngines.Models;

namespace EdgeEngines.Tests.Detecting.Golden;

/// <summary>How the third-party models of the test data are described to the engine, as their authors say.</summary>
internal static class GoldenModels
{
    public static ModelDescription Describe(string name, GoldenFile golden, IReadOnlyList<string> coco)
    {
        var (input, head, labels) = name switch
        {
            "FastestDet" => (FastestDet, new HeadDescription { Kind = "fastestdet" }, coco),
            "nanodet_m_416" => (NanoDet, new HeadDescription { Kind = "nanodet" }, coco),
            "light_person_detector" => (Yolox, new HeadDescription { Kind = "yolox" }, ["person"]),
            "version-RFB-320" => (UltraFace, UltraFaceHead with { Kind = "boxes-scores", BoxSpace = "normalised" }, ["face"]),
            "version-RFB-320_without_postprocessing" => (UltraFace, UltraFaceHead with
            {
                Kind = "ssd",
                Strides = [8, 16, 32, 64],
                PriorSizes = [[10, 16, 24], [32, 48], [64, 96], [128, 192, 256]],
            }, ["face"]),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such golden model"),
        };
        return new ModelDescription
        {
            Name = name,
            Task = "detect",
            File = Path.GetFileName(golden.Model),
            Sha256 = golden.Sha256,
            Input = input,
            Head = head with { ScoreThreshold = golden.Threshold, NmsIou = golden.NmsIou },
            Labels = labels,
        };
    }

    /// <summary>A model folder in a temporary directory; the caller deletes it.</summary>
    public static string Write(ModelDescription model, string weights)
    {
        var folder = Directory.CreateTempSubdirectory("edge-golden-").FullName;
        File.Copy(weights, Path.Combine(folder, model.File));
        File.WriteAllText(Path.Combine(folder, ModelFolder.DescriptionFile), ModelJson.Write(model));
        return folder;
    }

    private static InputDescription FastestDet => new()
    {
        Name = "input.1",
        Width = 352,
        Height = 352,
        Resize = ResizeMode.Stretch,
        Colour = ChannelOrder.Bgr,
        Scale = [1 / 255f, 1 / 255f, 1 / 255f],
    };

    private static InputDescription NanoDet => new()
    {
        Name = "input.1",
        Width = 416,
        Height = 416,
        Resize = ResizeMode.Letterbox,
        Colour = ChannelOrder.Bgr,
        Mean = [103.53f, 116.28f, 123.675f],
        Scale = [1 / 57.375f, 1 / 57.12f, 1 / 58.395f],
        Pad = 0,
    };

    private static InputDescription Yolox => new()
    {
        Name = "images",
        Width = 192,
        Height = 192,
        Resize = ResizeMode.Letterbox,
        Anchor = LetterboxAnchor.TopLeft,
        Colour = ChannelOrder.Bgr,
    };

    private static InputDescription UltraFace => new()
    {
        Name = "input",
        Width = 320,
        Height = 240,
        Resize = ResizeMode.Stretch,
        Colour = ChannelOrder.Rgb,
        Mean = [127, 127, 127],
        Scale = [1 / 128f, 1 / 128f, 1 / 128f],
    };

    private static HeadDescription UltraFaceHead => new() { Kind = "", BackgroundClass = true };
}
