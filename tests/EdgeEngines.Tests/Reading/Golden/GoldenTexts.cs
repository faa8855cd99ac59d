using System.Text.Json;

namespace EdgeEngines.Tests.Reading.Golden;

/// <summary>Texts as a second implementation reads them: <c>tests/golden/text.json</c>, made with its pictures by <c>make_text_golden.py</c>.</summary>
internal sealed record GoldenTexts(float BoxThreshold, float ListedFrom, IReadOnlyList<GoldenPicture> Pictures)
{
    private static readonly JsonSerializerOptions s_snakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Folder { get; } = FindFolder();

    public static GoldenTexts Read() => JsonSerializer.Deserialize<GoldenTexts>(File.ReadAllText(Path.Combine(Folder, "text.json")), s_snakeCase)!;

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
                return Path.Combine(folder.FullName, "tests", "golden");
        }
        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds Edge.sln");
    }
}

/// <param name="Source">Path under the folder of golden files.</param>
internal sealed record GoldenPicture(string Source, int Width, int Height, IReadOnlyList<GoldenRegion> Regions);

/// <param name="Score">Of the detector.</param>
/// <param name="Turned">Probability that the text is upside down.</param>
/// <param name="TurnedText">What the reader makes of it upside down.</param>
internal sealed record GoldenRegion(float[][] Corners, float Score, string Text, float Confidence, float Turned, string TurnedText);
