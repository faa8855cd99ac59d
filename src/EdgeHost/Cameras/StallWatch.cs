namespace EdgeHost.Cameras;

/// <summary>Aborts a source that gives no frame in time. The camera's thread arms it before it may block and disarms it after.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private readonly TimeSpan _bound;
    private readonly Func<bool> _isHeldUp;
    private ICameraSource? _source;
    private bool _fired;

    /// <param name="bound">Longest wait for one frame.</param>
    /// <param name="isHeldUp">The source waits for us (all buffers are out), not we for it: that is no stall.</param>
    /// <param name="time">Whose timer watches.</param>
    public StallWatch(TimeSpan bound, Func<bool> isHeldUp, TimeProvider time)
    {
        (_bound, _isHeldUp) = (bound, isHeldUp);
        _timer = time.CreateTimer(static watch => ((StallWatch)watch!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Arm(ICameraSource source)
    {
        lock (_gate)
        {
            _source = source;
            _timer.Change(_bound, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>True if the source was aborted since it was armed.</summary>
    public bool Disarm()
    {
        lock (_gate)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var fired = _fired;
            (_source, _fired) = (null, false);
            return fired;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        lock (_gate)
        {
            if (_source is null)
                return;
            if (_isHeldUp())
            {
                _timer.Change(_bound, Timeout.InfiniteTimeSpan);
                return;
            }
            _fired = true;
            _source.Abort();
        }
    }
}
