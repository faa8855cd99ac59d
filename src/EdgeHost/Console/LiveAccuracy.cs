using EdgeHost.Frames;

namespace EdgeHost.Console;

/// <summary>Every 10 s in the log: how well what each simulated camera publishes agrees with its world's truth.</summary>
internal sealed class LiveAccuracy(FramePipeline pipeline, TimeProvider time, ILogger<LiveAccuracy> log)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    /// <summary>Runs until it is disposed.</summary>
    public IDisposable Start() => time.CreateTimer(_ => Tell(), null, s_interval, s_interval);

    private void Tell()
    {
        foreach (var post in pipeline.Posts)
        {
            if (post.Outlet.Truth?.Read() is { IsKnown: true } figures)
                ConsoleLog.Accuracy(log, post.Id, figures.Precision, figures.Recall, figures.Frames);
        }
    }
}
