using EdgeEngines.Frames;
using EdgeHost.Cameras;

namespace EdgeHost.Frames;

/// <summary>
/// One camera's place at an engine: a short queue in front and the camera's own outlet behind. A live lane keeps the latest frame
/// and drops the oldest; an offline one makes its camera wait. Queue and counters are guarded by the intake's gate.
/// </summary>
internal sealed class CameraLane : IFrameSink
{
    private readonly FrameIntake _intake;
    private readonly Frame?[] _ring;
    private int _head;
    private int _count;
    private long _dropped;
    private long _delivered;

    public CameraLane(FrameIntake intake, CameraId camera, bool isLive, IFrameOutlet outlet)
    {
        _intake = intake;
        IsLive = isLive;
        // A live frame that waits is stale: one place. Offline, a few decoded frames keep the engine fed.
        _ring = new Frame?[isLive ? 1 : 4];
        Camera = camera;
        Outlet = outlet;
    }

    public CameraId Camera { get; }

    public bool IsLive { get; }

    /// <summary>Tracks, events and messages of this camera; used by the engine's finishing thread only.</summary>
    public IFrameOutlet Outlet { get; }

    /// <summary>Frames the engine was too late for.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Frames handed to the engine whose results are not out yet.</summary>
    internal int InFlight;

    internal bool HasFrame => _count > 0;

    internal bool IsIdle => _count == 0 && InFlight == 0;

    public void Deliver(Frame frame, CancellationToken cancellationToken)
    {
        Frame? dropped = null;
        lock (_intake.Gate)
        {
            while (_count == _ring.Length && !IsLive && !_intake.IsClosed)
            {
                if (cancellationToken.IsCancellationRequested)
                    break;
                Monitor.Wait(_intake.Gate, FrameIntake.CancellationPoll);
            }
            if (_intake.IsClosed || cancellationToken.IsCancellationRequested)
            {
                dropped = frame;
            }
            else
            {
                if (_count == _ring.Length)
                {
                    dropped = Remove();
                    _dropped++;
                }
                _ring[(_head + _count) % _ring.Length] = frame;
                _count++;
                _delivered++;
                Monitor.PulseAll(_intake.Gate);
            }
        }
        dropped?.Release();
    }

    /// <summary>Under the gate.</summary>
    internal Frame? TryTake()
    {
        if (_count == 0)
            return null;
        InFlight++;
        return Remove();
    }

    private Frame Remove()
    {
        var frame = _ring[_head]!;
        _ring[_head] = null;
        _head = (_head + 1) % _ring.Length;
        _count--;
        return frame;
    }
}
