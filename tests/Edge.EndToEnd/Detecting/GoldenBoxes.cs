using System.Text.Json;

namespace Edge.EndToEnd.Detecting;

/// <summary>One golden frame of <c>tests/golden</c>: boxes as a second implementation finds them.</summary>
internal sealed record GoldenBoxes(int Frame, double Threshold, IReadOnlyList<FoundBox> Boxes)
{
    private const double ScoreTolerance = 0.06;
    private const double LeastOverlap = 0.85;

    public static IReadOnlyList<GoldenBoxes> Of(string model, string video)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestData.Repository, "tests", "golden", model + ".json")));
        var threshold = file.RootElement.GetProperty("threshold").GetDouble();
        return
        [
            .. file.RootElement.GetProperty("pictures").EnumerateArray()
                .Where(picture => picture.GetProperty("source").GetString() == video)
                .Select(picture => new GoldenBoxes(picture.GetProperty("frame").GetInt32(), threshold, FoundBox.ReadAll(picture.GetProperty("detections")))),
        ];
    }

    /// <summary>What is surely there and was not found, and what was found and is not listed.</summary>
    public IEnumerable<string> Disagreements(IReadOnlyList<FoundBox> found)
    {
        foreach (var due in Boxes.Where(box => box.Score > Threshold + ScoreTolerance && !found.Any(one => Same(box, one))))
            yield return $"frame {Frame}: {due} was not found";
        foreach (var one in found.Where(one => !Boxes.Any(box => Same(box, one))))
            yield return $"frame {Frame}: {one} is not in the golden file";
    }

    private static bool Same(FoundBox a, FoundBox b) =>
        a.Label == b.Label && Math.Abs(a.Score - b.Score) <= ScoreTolerance && a.Overlap(b) >= LeastOverlap;
}
