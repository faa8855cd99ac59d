using System.Diagnostics.CodeAnalysis;
using EdgeEngines.Frames;

namespace EdgeHost.Frames;

/// <summary>The cameras in front of one engine, served in turn so that a fast one cannot starve a slow one.</summary>
internal sealed class FrameIntake
{
    /// <summary>Longest time a waiting camera takes to notice that it was cancelled.</summary>
    internal static readonly TimeSpan CancellationPoll = TimeSpan.FromMilliseconds(100);

    private readonly List<CameraLane> _lanes = [];
    private int _next;

    internal object Gate { get; } = new();

    internal bool IsClosed { get; private set; }

    public IReadOnlyList<CameraLane> Lanes
    {
        get
        {
            lock (Gate)
                return [.. _lanes];
        }
    }

    public void Add(CameraLane lane)
    {
        lock (Gate)
            _lanes.Add(lane);
    }

    /// <summary>Waits until the lane's frames are through, at most <paramref name="patience"/>, then takes it off.</summary>
    public bool Remove(CameraLane lane, TimeSpan patience)
    {
        lock (Gate)
        {
            var settled = WaitUntilIdle(lane, patience);
            _lanes.Remove(lane);
            while (lane.TryTake() is { } left)
                left.Release();
            return settled;
        }
    }

    /// <summary>A camera here drops its oldest frame rather than wait.</summary>
    public bool IsLive
    {
        get
        {
            lock (Gate)
                return _lanes.Exists(static lane => lane.IsLive);
        }
    }

    /// <summary>No more frames come in; those waiting still go through, where an engine is there to take them.</summary>
    public void Close()
    {
        lock (Gate)
        {
            IsClosed = true;
            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Blocks until a camera has a frame. False once closed and empty.</summary>
    public bool WaitForFrame()
    {
        lock (Gate)
        {
            while (!_lanes.Exists(static lane => lane.HasFrame))
            {
                if (IsClosed)
                    return false;
                Monitor.Wait(Gate);
            }
            return true;
        }
    }

    /// <summary>The next camera's frame in turn, if any has one.</summary>
    public bool TryTake([NotNullWhen(true)] out CameraLane? lane, [NotNullWhen(true)] out Frame? frame)
    {
        lock (Gate)
        {
            for (var i = 0; i < _lanes.Count; i++)
            {
                lane = _lanes[(_next + i) % _lanes.Count];
                frame = lane.TryTake();
                if (frame is null)
                    continue;
                _next = (_next + i + 1) % _lanes.Count;
                Monitor.PulseAll(Gate); // an offline camera may wait for the room
                return true;
            }
            (lane, frame) = (null, null);
            return false;
        }
    }

    public void Finished(CameraLane lane)
    {
        lock (Gate)
        {
            lane.InFlight--;
            if (lane.IsIdle)
                Monitor.PulseAll(Gate);
        }
    }

    private bool WaitUntilIdle(CameraLane lane, TimeSpan patience)
    {
        for (var waited = TimeSpan.Zero; !lane.IsIdle && waited < patience; waited += CancellationPoll)
            Monitor.Wait(Gate, CancellationPoll);
        return lane.IsIdle;
    }
}
