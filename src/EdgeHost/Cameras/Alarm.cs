namespace EdgeHost.Cameras;

/// <summary>Lets one thread wait for a moment or for someone to wake it. One timer for good, so waiting allocates nothing.</summary>
internal sealed class Alarm : IDisposable
{
    private readonly TimeProvider _time;
    private readonly AutoResetEvent _signal = new(false);
    private readonly ITimer _timer;

    public Alarm(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static alarm => ((Alarm)alarm!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends a wait early, or the next one at once. From any thread.</summary>
    public void Wake() => _signal.Set();

    /// <summary>Blocks until <paramref name="due"/> (a timestamp of the time provider) or a wake; true once it is due.</summary>
    public bool WaitUntil(long due)
    {
        var left = _time.GetElapsedTime(_time.GetTimestamp(), due);
        if (left <= TimeSpan.Zero)
            return true;
        // timers count whole milliseconds and may not fire early
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        _signal.WaitOne();
        return _time.GetTimestamp() >= due;
    }

    /// <summary>Blocks until a wake.</summary>
    public void Wait() => _signal.WaitOne();

    /// <summary>The event is left to its finalizer: the timer's last callback may still be on its way to it.</summary>
    public void Dispose() => _timer.Dispose();
}
