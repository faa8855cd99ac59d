using EdgeEngines.Frames;

namespace EdgeHost.Cameras;

/// <summary>
/// One camera on a thread of its own, from its start to its stop: opens the source, stamps and paces frames, delivers them,
/// and opens the source anew when it stalls, ends or fails. Every change of state is logged once and reported once, on the
/// camera's thread.
/// </summary>
/// <remarks>
/// <code>
///            ┌────────────── loop / back-off over ───────────────┐
///            ▼                                                   │
///  Connecting ──first frame──► Running ──end, error, stall──► BackingOff
///                               │   ▲        │    └──► Ended, Failed (permanent)
///                              pause resume  └──► Stalled ──► BackingOff
/// </code>
/// </remarks>
internal sealed partial class CameraWorker : IAsyncDisposable
{
    /// <summary>Killing a child and closing a socket take milliseconds; a driver may take longer.</summary>
    public static readonly TimeSpan StopBound = TimeSpan.FromSeconds(5);

    private readonly Func<CameraOpening, ICameraSource> _open;
    private readonly IFrameSink _sink;
    private readonly Action<CameraStatus> _report;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FramePool _pool;
    private readonly Backoff _backoff;
    private readonly Pacer _pacer;
    private readonly Alarm _alarm;
    private readonly StallWatch _stallWatch;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private ICameraSource? _source;
    private CameraStatus _status;
    private bool _started;
    private bool _disposed;
    private volatile bool _stopping;
    private volatile bool _paused;

    /// <param name="settings">Validated.</param>
    /// <param name="open">Makes a source; must not block for long.</param>
    /// <param name="sink">Where frames go.</param>
    /// <param name="report">Called on each change of state, on the camera's thread.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="logger">For changes of state.</param>
    /// <param name="random">Draws the back-off.</param>
    public CameraWorker(
        CameraSettings settings, Func<CameraOpening, ICameraSource> open, IFrameSink sink, Action<CameraStatus> report,
        TimeProvider time, ILogger logger, Random? random = null)
    {
        (Settings, _open, _sink, _report, _time, _logger) = (settings, open, sink, report, time, logger);
        _pool = new FramePool(settings.FrameBuffers);
        _backoff = new Backoff(random ?? Random.Shared);
        _pacer = new Pacer(time);
        _alarm = new Alarm(time);
        _stallWatch = new StallWatch(settings.StallTimeout, () => _pool.Leased >= settings.FrameBuffers, time);
        _status = new CameraStatus(settings.Id, CameraState.Connecting, "");
    }

    public CameraSettings Settings { get; }

    public CameraCounters Counters { get; } = new();

    /// <summary>Ends when the camera's thread has: stopped, at the end of its file, or given up.</summary>
    public Task Completion => _ended.Task;

    public CameraStatus Status
    {
        get
        {
            lock (_gate)
                return _status;
        }
    }

    public void Start()
    {
        lock (_gate)
        {
            if (_started || _stopping)
                return;
            _started = true;
        }
        new Thread(Run) { IsBackground = true, Name = $"camera {Settings.Id}" }.Start();
    }

    /// <summary>A live source is closed; a file keeps its place.</summary>
    public void Pause()
    {
        _paused = true;
        lock (_gate)
        {
            if (_source is { IsLive: true } source)
                source.Abort();
        }
        Wake();
    }

    public void Resume()
    {
        _paused = false;
        Wake();
    }

    /// <summary>True when the thread has ended within the bound.</summary>
    public async Task<bool> StopAsync(TimeSpan bound)
    {
        lock (_gate)
        {
            _stopping = true;
            _source?.Abort();
            if (!_started)
                _ended.TrySetResult();
        }
        if (!_disposed)
            await _stop.CancelAsync();
        Wake();
        try
        {
            await _ended.Task.WaitAsync(bound, TimeProvider.System); // a real bound, also where a test holds the clock
            return true;
        }
        catch (TimeoutException)
        {
            CameraLog.DidNotStop(_logger, Settings.Id, bound);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed || !await StopAsync(StopBound))
            return; // a thread left behind still uses what would be disposed
        _disposed = true;
        _pool.Dispose();
        _stallWatch.Dispose();
        _alarm.Dispose();
        _stop.Dispose();
    }

    private void Wake()
    {
        if (!_disposed)
            _alarm.Wake();
    }

    private void Report(CameraState state, string detail = "")
    {
        var status = new CameraStatus(Settings.Id, state, detail);
        lock (_gate)
        {
            if (_status == status && state != CameraState.Connecting)
                return;
            _status = status;
        }
        var shown = detail.Length > 0 ? ": " + detail : "";
        if (state is CameraState.Stalled or CameraState.BackingOff or CameraState.Failed)
            CameraLog.Troubled(_logger, Settings.Id, state, shown);
        else
            CameraLog.Changed(_logger, Settings.Id, state, shown);
        _report(status);
    }
}
