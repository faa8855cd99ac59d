namespace EdgeHost.Cameras;

/// <summary>When each frame of a file is due, by the file's own times against the monotonic clock; the wall clock plays no part.</summary>
internal sealed class Pacer(TimeProvider time)
{
    /// <summary>Later than this (the host was suspended, the consumer held us up), the schedule starts anew instead of racing.</summary>
    private static readonly TimeSpan s_late = TimeSpan.FromSeconds(1);

    /// <summary>A longer gap between two frames is a break in the file's times, not something to wait for.</summary>
    private static readonly TimeSpan s_gap = TimeSpan.FromSeconds(5);

    private long _anchor;
    private TimeSpan _anchorTime;
    private TimeSpan _last;
    private TimeSpan _step;
    private long _due;
    private bool _anchored;

    /// <summary>The next frame is due at once, and the others behind it.</summary>
    public void Restart() => _anchored = false;

    /// <summary>The timestamp at which a frame with this source time is due.</summary>
    public long Due(TimeSpan sourceTime)
    {
        var now = time.GetTimestamp();
        var step = sourceTime - _last;
        _last = sourceTime;
        if (_anchored && step >= TimeSpan.Zero && step <= s_gap)
        {
            var due = _anchor + Ticks(sourceTime - _anchorTime);
            if (time.GetElapsedTime(due, now) <= s_late)
            {
                (_step, _due) = (step, due);
                return due;
            }
        }
        // A film that starts over keeps its beat: its first frame is due a step behind its last.
        var start = _anchored && step < TimeSpan.Zero ? Math.Max(now, _due + Ticks(_step)) : now;
        (_anchored, _anchor, _anchorTime, _step, _due) = (true, start, sourceTime, TimeSpan.Zero, start);
        return start;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
