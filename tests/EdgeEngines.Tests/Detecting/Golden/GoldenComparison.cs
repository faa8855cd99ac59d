using EdgeEngines.Detecting;

namespace EdgeEngines.Tests.Detecting.Golden;

/// <summary>
/// Holds what an engine found against the golden detections. Decoder, resize and network run in other libraries there, so
/// pixels differ by a count or two and scores by a few hundredths: what is clearly above the threshold must be found, and what is
/// found must at least be listed.
/// </summary>
internal sealed class GoldenComparison(GoldenFile golden, IReadOnlyList<string> labels)
{
    private const float ScoreTolerance = 0.06f;
    private const float LeastOverlap = 0.85f;

    private readonly List<string> _disagreements = [];

    /// <summary>Clearly above the threshold, and found.</summary>
    public int Agreed { get; private set; }

    public IReadOnlyList<string> Disagreements => _disagreements;

    public void Compare(GoldenPicture picture, ReadOnlySpan<Detection> found)
    {
        var where = $"{golden.Model} on {picture.Source} frame {picture.Frame}";
        var listed = found.ToArray();
        foreach (var due in picture.Detections.Where(one => one.Score > golden.Threshold + ScoreTolerance))
        {
            if (listed.Any(one => Same(due, one)))
                Agreed++;
            else
                _disagreements.Add($"{where}: {Text(due)} was not found");
        }
        foreach (var one in listed)
        {
            if (!picture.Detections.Any(golden => Same(golden, one)))
                _disagreements.Add($"{where}: {labels[one.Class]} {one.Score:F3} {one.BoxInSource} is not in the golden file");
        }
    }

    private bool Same(GoldenDetection golden, Detection one) =>
        golden.Label == labels[one.Class] && Math.Abs(golden.Score - one.Score) <= ScoreTolerance
        && golden.BoxInSource.Overlap(one.BoxInSource) >= LeastOverlap;

    private static string Text(GoldenDetection one) => $"{one.Label} {one.Score:F3} {one.BoxInSource}";
}
