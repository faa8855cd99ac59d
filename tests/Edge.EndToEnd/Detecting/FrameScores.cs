using System.Text.Json;

namespace Edge.EndToEnd.Detecting;

/// <summary>Best score of a label in every frame of a video, by OpenCV's engine and the head in its plain form
/// (<c>tests/golden/make_frame_scores.py</c>).</summary>
internal sealed record FrameScores(double Threshold, IReadOnlyList<double> Scores)
{
    /// <summary>Each implementation makes its own colours of a video; that moves scores by up to 0.05 (GoldenComparison in EdgeEngines.Tests).</summary>
    private const double Tolerance = 0.06;

    public int Found => Scores.Count(score => score > Threshold);

    public static FrameScores Of(string video)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestData.Repository, "tests", "golden", "frame-scores.json")));
        var entry = file.RootElement.GetProperty("videos").EnumerateArray().Single(v => v.GetProperty("source").GetString() == video);
        return new FrameScores(file.RootElement.GetProperty("threshold").GetDouble(), [.. entry.GetProperty("scores").EnumerateArray().Select(s => s.GetDouble())]);
    }

    /// <summary>Frames in which the label is there for sure, but was not found, or the other way round.</summary>
    public IReadOnlyList<int> Disagreements(IReadOnlyList<double> scores) =>
    [
        .. Enumerable.Range(0, scores.Count).Where(i =>
            (Scores[i] > Threshold + Tolerance && scores[i] == 0) || (scores[i] > 0 && Scores[i] < Threshold - Tolerance)),
    ];
}
