using EdgeEngines.Detecting;

namespace EdgeEngines.Tracking;

/// <summary>
/// How far the whole picture moved against what was expected: a camera on a head or a vehicle turns, and small boxes then miss their
/// predictions altogether. Told by the boxes themselves: of the shifts that bring one expected box onto one detection of its class, the
/// one that brings most others onto theirs (camera motion compensation as in BoT-SORT, Aharon et al. 2022, but voted for by objects
/// instead of corner points, since the tracker sees no pixels). Keeps no memory between frames; allocates nothing.
/// </summary>
internal static class CameraShift
{
    /// <summary>Fewer than these moving alike may just be moving.</summary>
    private const int LeastVotes = 3;

    /// <summary>Two boxes fit where they overlap by this much.</summary>
    private const float FitOverlap = 0.5f;

    /// <summary>The same object a frame later has nearly the same size: up to this ratio of the sides.</summary>
    private const float SizeRatio = 1.3f;

    /// <summary>In sides of the object: at 30 frames/s a head that turns by 60°/s moves a picture by 16 pixels a frame, the side of the
    /// smallest objects.</summary>
    private const float FarthestSides = 6;

    /// <summary>Most shifts that are tried, a bound on the time of a frame in a crowd.</summary>
    private const int MostTried = 64;

    /// <param name="expected">Boxes that were seen in the frame before, where they are expected now.</param>
    /// <param name="columns">Which of the detections are sure ones.</param>
    /// <returns>What to add to every expectation; zero where most are right without, or no shift makes more of them right.</returns>
    public static (float X, float Y) Of(ReadOnlySpan<Target> expected, ReadOnlySpan<Detection> found, ReadOnlySpan<int> columns)
    {
        var asked = 0;
        foreach (ref readonly var target in expected)
            asked += IsAsked(target) ? 1 : 0;
        var votesForNone = Votes(expected, found, columns, 0, 0).Votes;
        if (asked < LeastVotes || votesForNone * 4 > asked * 3)
            return default;

        var (best, shift, tried) = (Math.Max(votesForNone + 1, LeastVotes - 1), (X: 0f, Y: 0f), 0);
        foreach (ref readonly var target in expected)
        {
            foreach (var column in columns)
            {
                if (!IsAsked(target) || !TryShift(target, found[column], out var x, out var y))
                    continue;
                var vote = Votes(expected, found, columns, x, y);
                if (vote.Votes > best)
                    (best, shift) = (vote.Votes, (vote.X, vote.Y));
                if (++tried == MostTried || best == asked)
                    return best * 2 >= asked ? shift : default;
            }
        }
        return best * 2 >= asked ? shift : default;
    }

    /// <summary>Seen in the frame before: <see cref="Target.Predict"/> has counted this frame as missed already.</summary>
    private static bool IsAsked(in Target target) => target.Missed == 1;

    private static bool TryShift(in Target target, in Detection detection, out float x, out float y)
    {
        var (box, to) = (target.BoxInSource, detection.BoxInSource);
        (x, y) = (to.Centre.X - box.Centre.X, to.Centre.Y - box.Centre.Y);
        var reach = FarthestSides * MathF.Sqrt(box.Area);
        return detection.Class == target.Class && Math.Abs(x) <= reach && Math.Abs(y) <= reach
            && box.IsSizedLike(to, SizeRatio);
    }

    /// <summary>How many expected boxes fit a detection after the shift, and the mean shift that fits them.</summary>
    private static (int Votes, float X, float Y) Votes(ReadOnlySpan<Target> expected, ReadOnlySpan<Detection> found, ReadOnlySpan<int> columns, float x, float y)
    {
        var (votes, sumX, sumY) = (0, 0f, 0f);
        foreach (ref readonly var target in expected)
        {
            if (!IsAsked(target))
                continue;
            var box = target.BoxInSource;
            var moved = box.MovedBy(x, y);
            foreach (var column in columns)
            {
                ref readonly var detection = ref found[column];
                if (detection.Class != target.Class || moved.Overlap(detection.BoxInSource) < FitOverlap)
                    continue;
                votes++;
                sumX += detection.BoxInSource.Centre.X - box.Centre.X;
                sumY += detection.BoxInSource.Centre.Y - box.Centre.Y;
                break;
            }
        }
        return votes == 0 ? default : (votes, sumX / votes, sumY / votes);
    }
}
