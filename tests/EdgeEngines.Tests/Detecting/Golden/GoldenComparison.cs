using EdgeEngines.Detecting;

namespace EdgeEngines.Tests.Detecting.Golden;

/// <summary>
/// Holds what an engine found against the golden detections: what is clearly above the threshold must be found, and what is found
/// must at least be listed. Stills reach both as the same RGB. Of a video each makes its own colours, and how the chroma between
/// samples is filled in moves scores by up to 0.05 (measured on the face at frame 290: 0.80 to 0.88 over seven ways, all of them in use).
/// </summary>
internal sealed class GoldenComparison(GoldenFile golden, IReadOnlyList<string> labels)
{

    private readonly List<string> _disagreements = [];

    /// <summary>Clearly above the threshold, and found.</summary>
    public int Agreed { get; private set; }

    public IReadOnlyList<string> Disagreements => _disagreements;

    public void Compare(GoldenPicture picture, ReadOnlySpan<Detection> found)
    {
        var where = $"{golden.Model} on {picture.Source} frame {picture.Frame}";
        var listed = found.ToArray();
        var (tolerance, leastOverlap) = picture.IsStill ? (0.03f, 0.92f) : (0.06f, 0.85f);
        foreach (var due in picture.Detections.Where(one => one.Score > golden.Threshold + tolerance))
        {
            if (listed.Any(one => Same(due, one)))
                Agreed++;
            else
                _disagreements.Add($"{where}: {Text(due)} was not found");
        }
        foreach (var one in listed)
        {
            if (!picture.Detections.Any(expected => Same(expected, one)))
                _disagreements.Add($"{where}: {labels[one.Class]} {one.Score:F3} {one.BoxInSource} is not in the golden file");
        }

        bool Same(GoldenDetection expected, Detection one) =>
            expected.Label == labels[one.Class] && Math.Abs(expected.Score - one.Score) <= tolerance
            && expected.BoxInSource.Overlap(one.BoxInSource) >= leastOverlap;
    }

    private static string Text(GoldenDetection one) => $"{one.Label} {one.Score:F3} {one.BoxInSource}";
}
