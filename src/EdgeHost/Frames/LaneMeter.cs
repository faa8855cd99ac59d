namespace EdgeHost.Frames;

/// <summary>What one camera's frames cost, by stage. Written by the engine's finishing thread, read by anyone.</summary>
internal sealed class LaneMeter
{
    private long _frames;
    private long _objects;
    private long _lost;
    private double _runMilliseconds;

    /// <summary>Captured to taken by the engine's feeder.</summary>
    public LatencyHistogram Queued { get; } = new();

    /// <summary>Pixels to tensor.</summary>
    public LatencyHistogram Prepare { get; } = new();

    /// <summary>Inside the engine.</summary>
    public LatencyHistogram Run { get; } = new();

    /// <summary>Boxes, tracks, events, messages.</summary>
    public LatencyHistogram Finish { get; } = new();

    /// <summary>Captured to handed to the publisher.</summary>
    public LatencyHistogram Total { get; } = new();

    /// <summary>The same without the engine's run.</summary>
    public LatencyHistogram Outside { get; } = new();

    public long Frames => Volatile.Read(ref _frames);

    /// <summary>Time inside the engine, all frames together.</summary>
    public double RunMilliseconds => Volatile.Read(ref _runMilliseconds);
    public long Objects => Volatile.Read(ref _objects);

    /// <summary>Frames on which the engine failed.</summary>
    public long Lost => Volatile.Read(ref _lost);

    public void Count(in FrameTimings timings, TimeSpan finish, TimeSpan total, int objects)
    {
        Queued.Add(timings.Queued);
        Prepare.Add(timings.Prepared);
        Run.Add(timings.Ran);
        Volatile.Write(ref _runMilliseconds, _runMilliseconds + timings.Ran.TotalMilliseconds);
        Finish.Add(finish);
        Total.Add(total);
        Outside.Add(total - timings.Ran);
        Volatile.Write(ref _frames, _frames + 1);
        Volatile.Write(ref _objects, _objects + objects);
    }

    public void CountLost() => Volatile.Write(ref _lost, _lost + 1);
}
