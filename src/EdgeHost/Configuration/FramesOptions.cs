namespace EdgeHost.Configuration;

/// <summary>Section <c>Frames</c>: the line from camera to message.</summary>
internal sealed class FramesOptions
{
    /// <summary>Frames inside one engine at a time, each on a thread of its own. Default: one a core, at most 4. Several one-thread
    /// runs side by side make more of the cores than one run on several threads, and keep steadier time.</summary>
    public int EngineThreads { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>How long a stop, or a camera that is removed, waits for frames on their way. Default 5.</summary>
    public double DrainSeconds { get; set; } = 5;

    public TimeSpan Drain => TimeSpan.FromSeconds(DrainSeconds);
}
