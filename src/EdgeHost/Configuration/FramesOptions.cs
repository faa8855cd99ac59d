namespace EdgeHost.Configuration;

/// <summary>Section <c>Frames</c>: the line from camera to message.</summary>
internal sealed class FramesOptions
{
    /// <summary>Frames inside one engine at a time, each on a thread of its own. Default: one a core, at most 4. Several one-thread
    /// runs side by side make more of the cores than one run on several threads, and keep steadier time.</summary>
    public int EngineThreads { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Files and folders run as fast as the engine takes them, and no frame is dropped. Default: paced by their own clock.</summary>
    public bool AsFastAsPossible { get; set; }

    /// <summary>Least seconds between two snapshots of one camera. 0: none but those asked for. Default 10.</summary>
    public double SnapshotSeconds { get; set; } = 10;

    /// <summary>Seconds between two <c>stats</c> messages. Default 5.</summary>
    public double StatsSeconds { get; set; } = 5;

    /// <summary>How long a stop waits for frames on their way. Default 5.</summary>
    public double DrainSeconds { get; set; } = 5;
}
