using EdgeEngines.Detecting;

namespace EdgeEngines.Tracking;

/// <summary>
/// Follows the objects of one camera: ByteTrack's association (Zhang et al., "ByteTrack: Multi-Object Tracking by Associating Every
/// Detection Box", ECCV 2022), within each class first, on boxes predicted by a Kalman filter that works in seconds, because frames get
/// dropped; with the recovery by last sight of OC-SORT (Cao et al., CVPR 2023) and the widened boxes of C-BIoU (Yang et al., WACV 2023) for
/// whoever plain overlap misses. One thread at a time. Allocates only when there are more objects than ever before.
/// </summary>
public sealed class Tracker
{
    /// <summary>No camera is that wide; squares of it still fit a float.</summary>
    private const float FarthestPixel = 1e6f;

    /// <param name="Least">Overlap, or overlap × score, must exceed this.</param>
    private readonly record struct MatchRule(float Least, Comparison By = Comparison.Expected, bool OfAnyClass = false);

    private enum Comparison
    {
        /// <summary>With where the target is expected.</summary>
        Expected,

        /// <summary>The same, times the detection's score.</summary>
        ExpectedByScore,

        /// <summary>With where it was last seen, in the picture or on the moving scene.</summary>
        LastSeen,

        /// <summary>Of widened boxes.</summary>
        Wide,
    }

    /// <summary>Widened boxes are compared only where the sides differ by no more than this ratio.</summary>
    private const float SizeRatio = 1.5f;

    private readonly TrackerOptions _options;
    private readonly Assignment _assignment = new();
    private readonly PictureFlow _flow = new();
    private SteadyClock _clock;
    private long _lastId;

    private Target[] _targets = new Target[64]; // by rising id
    private Track[] _tracks = new Track[64];
    private int _count;

    private int[] _rows = new int[64]; // targets that take part in the association at hand
    private int[] _high = new int[64]; // detections not yet given to a target
    private int[] _low = new int[64];
    private int _rowCount;
    private int _highCount;
    private int _lowCount;

    /// <param name="lastId">Ids begin after this one: that of the tracker before, when one follows another on the same camera.</param>
    /// <exception cref="ArgumentException">The options contradict each other; every problem is listed.</exception>
    public Tracker(TrackerOptions? options = null, long lastId = 0)
    {
        _lastId = lastId;
        _options = options ?? new();
        if (_options.Problems() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join("; ", problems), nameof(options));
    }

    /// <summary>The latest id given.</summary>
    public long LastId => _lastId;

    /// <summary>Takes one frame's detections and returns every track by rising id: seen now (<see cref="Track.Missed"/> is 0), or kept
    /// for a while unseen. A track that is not returned any more has ended. Detections whose score or box is not finite, or whose
    /// box is empty, are skipped.</summary>
    /// <param name="found">Of one frame; any order.</param>
    /// <param name="seconds">Capture time on a monotonic clock. One that runs backwards or is not finite counts as no time passed.</param>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<Track> Update(ReadOnlySpan<Detection> found, double seconds)
    {
        Predict(_clock.Advance(seconds));
        Divide(found);
        if (_options.FollowCamera)
            Shift(CameraShift.Of(_targets.AsSpan(0, _count), found, _high.AsSpan(0, _highCount)));

        // 1. Whoever was ever believed, lost ones too, against sure detections.
        GatherRows(confirmed: true, mostMissed: int.MaxValue);
        Associate(found, _high, ref _highCount, new(_options.MatchOverlap, Comparison.ExpectedByScore));

        // 2. Those seen in the frame before, against unsure ones: a box that fades behind something is still there.
        GatherRows(confirmed: true, mostMissed: 1);
        Associate(found, _low, ref _lowCount, new(_options.LowMatchOverlap));

        if (_options.FollowCamera)
            Carry(_flow.Of(_targets.AsSpan(0, _count)));

        // 3. Whoever stopped while out of sight stands where last seen, not where the motion would have led; the longer ago, the less exactly.
        GatherRows(confirmed: true, mostMissed: int.MaxValue);
        Associate(found, _high, ref _highCount, new(_options.RecoverOverlap, Comparison.LastSeen));
        GatherRows(confirmed: true, mostMissed: int.MaxValue);
        Associate(found, _high, ref _highCount, new(_options.RecoverOverlap, Comparison.Wide));

        // 4. Newcomers, against what is left of the sure ones. Their motion is not known yet: a small one may have left its box altogether.
        GatherRows(confirmed: false, mostMissed: int.MaxValue);
        Associate(found, _high, ref _highCount, new(_options.TentativeMatchOverlap, Comparison.ExpectedByScore));
        GatherRows(confirmed: false, mostMissed: int.MaxValue);
        Associate(found, _high, ref _highCount, new(_options.TentativeMatchOverlap, Comparison.Wide));

        // 5. What is still there under another name.
        GatherRows(confirmed: true, mostMissed: int.MaxValue);
        Associate(found, _high, ref _highCount, new(_options.RenameOverlap, OfAnyClass: true));
        GatherRows(confirmed: false, mostMissed: int.MaxValue);
        Associate(found, _high, ref _highCount, new(_options.RenameOverlap, OfAnyClass: true));

        RemoveEnded();
        StartNew(found);
        return Report();
    }

    /// <summary>Ends all tracks, as when the model changes and classes mean something else. Ids go on.</summary>
    public void Reset() => _count = 0;

    private void Predict(double elapsed)
    {
        if (elapsed > _options.KeepLostSeconds)
            _count = 0; // whoever stands there after such a gap may be anybody
        foreach (ref var target in _targets.AsSpan(0, _count))
            target.Predict(elapsed);
    }

    /// <summary>The camera turned: everybody is expected elsewhere.</summary>
    private void Shift((float X, float Y) shift)
    {
        if (shift == default)
            return;
        foreach (ref var target in _targets.AsSpan(0, _count))
            target.Shift(shift.X, shift.Y);
    }

    private void Carry((float X, float Y) flow)
    {
        foreach (ref var target in _targets.AsSpan(0, _count))
        {
            if (target.Missed > 0)
                target.Carry(flow.X, flow.Y);
        }
    }

    private void Divide(ReadOnlySpan<Detection> found)
    {
        if (_high.Length < found.Length)
        {
            _high = new int[found.Length * 2];
            _low = new int[found.Length * 2];
        }
        _highCount = _lowCount = 0;
        for (var i = 0; i < found.Length; i++)
        {
            ref readonly var detection = ref found[i];
            if (!IsSound(detection))
                continue;
            if (detection.Score >= _options.HighScore)
                _high[_highCount++] = i;
            else if (detection.Score >= _options.LowScore)
                _low[_lowCount++] = i;
        }
    }

    /// <summary>Written so that a NaN anywhere makes it false.</summary>
    private static bool IsSound(in Detection detection)
    {
        var box = detection.BoxInSource;
        return float.IsFinite(detection.Score) && detection.Class >= 0
            && box.Left > -FarthestPixel && box.Top > -FarthestPixel && box.Right < FarthestPixel && box.Bottom < FarthestPixel
            && box.Right > box.Left && box.Bottom > box.Top;
    }

    /// <summary>Targets not yet seen in this frame. <see cref="Target.Predict"/> has counted this frame as missed already.</summary>
    private void GatherRows(bool confirmed, int mostMissed)
    {
        _rowCount = 0;
        for (var i = 0; i < _count; i++)
        {
            ref readonly var target = ref _targets[i];
            if (target.Missed > 0 && target.Missed <= mostMissed && target.Confirmed == confirmed)
                _rows[_rowCount++] = i;
        }
    }

    /// <summary>Gives the gathered targets their best detections and takes those off the list.</summary>
    private void Associate(ReadOnlySpan<Detection> found, int[] columns, ref int columnCount, MatchRule rule)
    {
        if (_rowCount == 0 || columnCount == 0)
            return;
        _assignment.Begin(_rowCount, columnCount);
        for (var row = 0; row < _rowCount; row++)
        {
            ref readonly var target = ref _targets[_rows[row]];
            for (var column = 0; column < columnCount; column++)
            {
                ref readonly var detection = ref found[columns[column]];
                if (rule.OfAnyClass ? target.Takes(detection) : detection.Class == target.Class)
                    _assignment.Offer(row, column, Likeness(target, detection, rule.By) - rule.Least);
            }
        }
        _assignment.Solve();

        for (var row = 0; row < _rowCount; row++)
        {
            var column = _assignment.ColumnOf(row);
            if (column < 0)
                continue;
            _targets[_rows[row]].See(found[columns[column]], _options);
            columns[column] = -1;
        }
        var left = 0;
        for (var column = 0; column < columnCount; column++)
        {
            if (columns[column] >= 0)
                columns[left++] = columns[column];
        }
        columnCount = left;
    }

    private float Likeness(in Target target, in Detection detection, Comparison by)
    {
        var box = detection.BoxInSource;
        switch (by)
        {
            case Comparison.Expected:
                return target.BoxInSource.Overlap(box);
            case Comparison.ExpectedByScore:
                return target.BoxInSource.Overlap(box) * detection.Score;
            case Comparison.LastSeen:
                return Math.Max(target.LastSeenInSource.Overlap(box), target.CarriedInSource.Overlap(box));
            default:
                var share = _options.Reach * (1 + (float)(target.UnseenSeconds * _options.ReachGrowth));
                if (share <= 0 || !target.LastSeenInSource.IsSizedLike(box, SizeRatio))
                    return 0;
                var wide = box.WidenedBy(share);
                return Math.Max(target.BoxInSource.WidenedBy(share).Overlap(wide), target.CarriedInSource.WidenedBy(share).Overlap(wide));
        }
    }

    private void RemoveEnded()
    {
        var left = 0;
        for (var i = 0; i < _count; i++)
        {
            ref var target = ref _targets[i];
            if (target.Missed > 0)
                target.Doubt(_options.MissCost);
            var stays = target.Missed == 0 || (target.Confirmed ? target.UnseenSeconds <= _options.KeepLostSeconds : target.Evidence > 0);
            if (stays)
                _targets[left++] = target;
        }
        _count = left;
    }

    private void StartNew(ReadOnlySpan<Detection> found)
    {
        foreach (var index in _high.AsSpan(0, _highCount))
        {
            if (found[index].Score < _options.StartScore || _count == _options.MaxTracks || IsTaken(found[index].BoxInSource))
                continue;
            if (_count == _targets.Length)
            {
                Array.Resize(ref _targets, _count * 2);
                _tracks = new Track[_count * 2];
                _rows = new int[_count * 2];
            }
            _targets[_count++] = Target.Start(++_lastId, found[index], _options);
        }
    }

    /// <summary>Somebody seen in this frame stands there already.</summary>
    private bool IsTaken(in Box box)
    {
        foreach (ref readonly var target in _targets.AsSpan(0, _count))
        {
            if (target.Missed == 0 && target.BoxInSource.Overlap(box) > _options.TwinOverlap)
                return true;
        }
        return false;
    }

    private ReadOnlySpan<Track> Report()
    {
        for (var i = 0; i < _count; i++)
            _tracks[i] = _targets[i].ToTrack();
        return _tracks.AsSpan(0, _count);
    }
}
