using System.Text.Json;

using EdgeEngines.Detecting;

namespace EdgeEngines.Tests.Detecting.Golden;

/// <summary>Detections as a second implementation finds them: <c>tests/golden/*.json</c>, made by <c>make_golden.py</c>.</summary>
/// <param name="Model">Path of the weights under the models of the test data.</param>
/// <param name="Threshold">The model's own score threshold.</param>
/// <param name="ListedFrom">Detections are listed down to this lower score.</param>
internal sealed record GoldenFile(
    string Model, string Sha256, float Threshold, float ListedFrom, float NmsIou, IReadOnlyList<GoldenPicture> Pictures)
{
    private static readonly JsonSerializerOptions s_snakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static GoldenFile Read(string name)
    {
        var path = Path.Combine(RepositoryRoot(), "tests", "golden", name + ".json");
        return JsonSerializer.Deserialize<GoldenFile>(File.ReadAllText(path), s_snakeCase)!;
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds Edge.sln");
    }
}

/// <param name="Source">Path under the test data.</param>
/// <param name="Frame">Of a video, from 0.</param>
internal sealed record GoldenPicture(string Source, int Frame, int Width, int Height, IReadOnlyList<GoldenDetection> Detections)
{
    public bool IsStill => !Source.StartsWith("videos/", StringComparison.Ordinal);
}

/// <param name="Box">Left, top, right, bottom in the picture's pixels.</param>
internal sealed record GoldenDetection(string Label, float Score, float[] Box)
{
    public Box BoxInSource => new(Box[0], Box[1], Box[2], Box[3]);
}
