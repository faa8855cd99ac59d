using EdgeEngines.Models.Adding;
using EdgeHost.Asking;

namespace EdgeHost.Bench;

/// <summary>What to measure with where the command line does not say: the test data's folder (<c>EDGE_TESTDATA</c>) holds a common
/// detector, a video and a picture; without it the model that ships is measured.</summary>
internal static class BenchData
{
    private const string FastestDet = "models/fastestdet/FastestDet.onnx";
    private const string Video = "videos/one-by-one-person-detection.mp4";
    private const string Picture = "images/carnd-vehicle-test1.jpg";
    private const string Clevr = "text/clevr";
    private const string AotBinary = "artifacts/aot/EdgeHost";

    public static BenchGround Ground(string? model, string? video, string? picture, string? aot)
    {
        var data = DataFolder;
        return new BenchGround
        {
            Model = model ?? Described(Path.Combine(data, FastestDet)) ?? "pattern",
            Video = video ?? Existing(Path.Combine(data, Video)),
            Picture = picture ?? Existing(Path.Combine(data, Picture)),
            AotBinary = aot ?? Existing(AotBinary),
        };
    }

    /// <summary>For questions: the street's own detector.</summary>
    public static BenchGround PlannerGround(string? clevr, string? textModel = null) => new()
    {
        Model = EngineBench.Detector,
        Video = null,
        Picture = null,
        AotBinary = null,
        TextModel = textModel ?? AskingOptions.ShippedPlanner,
        Clevr = clevr ?? (Path.Combine(DataFolder, Clevr) is var folder && Directory.Exists(folder) ? folder : null),
    };

    private static string DataFolder => Environment.GetEnvironmentVariable("EDGE_TESTDATA") is { Length: > 0 } named ? named : "../shared/data";

    /// <summary>A described copy of a third-party file, in the temporary folder.</summary>
    private static string? Described(string file)
    {
        if (!File.Exists(file))
            return null;
        var added = ModelAdder.Add(new AddRequest { OnnxFile = file, Name = "fastestdet", ModelsDirectory = Path.Combine(Path.GetTempPath(), "edge-bench-models"), Overwrite = true });
        return added.Folder?.Path;
    }

    private static string? Existing(string path) => File.Exists(path) ? Path.GetFullPath(path) : null;
}
