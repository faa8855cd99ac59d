using EdgeHost.Frames;

namespace EdgeHost.Stats;

/// <summary>One camera's figures over the time since they were last taken. For one reader.</summary>
internal sealed class CameraFigures(CameraPost post)
{
    private long _frames;

    public CameraPost Post { get; } = post;
    public double FramesPerSecond { get; private set; }
    public LatencyWindow Queued { get; } = new(post.Outlet.Meter.Queued);
    public LatencyWindow Prepare { get; } = new(post.Outlet.Meter.Prepare);
    public LatencyWindow Run { get; } = new(post.Outlet.Meter.Run);
    public LatencyWindow Finish { get; } = new(post.Outlet.Meter.Finish);
    public LatencyWindow Total { get; } = new(post.Outlet.Meter.Total);
    public LatencyWindow Outside { get; } = new(post.Outlet.Meter.Outside);

    public string State => Post.Worker?.Status.State.ToString().ToLowerInvariant() ?? "stopped";

    /// <summary>Late for the engine, or read while every buffer was out; since the start.</summary>
    public long Dropped => Post.Lane.Dropped + (Post.Worker?.Counters.Skipped ?? 0);

    public void Advance(TimeSpan elapsed)
    {
        var frames = Post.Outlet.Meter.Frames;
        FramesPerSecond = (frames - _frames) / Math.Max(elapsed.TotalSeconds, 1e-3);
        _frames = frames;
        Queued.Advance();
        Prepare.Advance();
        Run.Advance();
        Finish.Advance();
        Total.Advance();
        Outside.Advance();
    }
}
