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

    /// <summary>No more frames come in; those waiting still go through.</summary>
    public void Close()
    {
        lock (Gate)
        {
            IsClosed = true;
            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>The next camera's frame in turn; blocks while there is none. False once closed and empty.</summary>
    public bool TryTake(out CameraLane? lane, out Frame? frame)
    {
        lock (Gate)
        {
            while (!TryTakeAny(out lane, out frame))
            {
                if (IsClosed)
                    return false;
                Monitor.Wait(Gate);
            }
            Monitor.PulseAll(Gate); // an offline camera may wait for the room
            return true;
        }
    }

    /// <summary>A further frame for the same batch, if one waits.</summary>
    public bool TryTakeMore(out CameraLane? lane, out Frame? frame)
    {
        lock (Gate)
        {
            if (!TryTakeAny(out lane, out frame))
                return false;
            Monitor.PulseAll(Gate);
            return true;
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

    private bool TryTakeAny(out CameraLane? lane, out Frame? frame)
    {
        for (var i = 0; i < _lanes.Count; i++)
        {
            lane = _lanes[(_next + i) % _lanes.Count];
            frame = lane.TryTake();
            if (frame is null)
                continue;
            _next = (_next + i + 1) % _lanes.Count;
            return true;
        }
        (lane, frame) = (null, null);
        return false;
    }

    private bool WaitUntilIdle(CameraLane lane, TimeSpan patience)
    {
        for (var waited = TimeSpan.Zero; !lane.IsIdle && waited < patience; waited += CancellationPoll)
            Monitor.Wait(Gate, CancellationPoll);
        return lane.IsIdle;
    }
}
