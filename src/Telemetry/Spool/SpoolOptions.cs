namespace Telemetry.Spool;

/// <summary>Where records wait that have not been delivered yet, and how much room they may take.</summary>
public sealed class SpoolOptions
{
    /// <summary>A folder of the spool's own; made if it is not there. One process at a time.</summary>
    public string Directory { get; set; } = "spool";

    /// <summary>All of the spool's files together. The least valuable records go when it is reached, each loss told.</summary>
    public long MaxBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>Size of one file. 8 MiB are written in a second on a poor card, and are what a full disk must give up at once.</summary>
    public int SegmentBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Records that wait in memory for the disk; twice this is held. Full: a new record is refused and counted.</summary>
    public int QueueBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Longest payload; longer ones are refused.</summary>
    public int MaxRecordBytes { get; set; } = 512 * 1024;

    /// <summary>A disk that refuses is tried again after this, then after twice that, up to a minute.</summary>
    public TimeSpan RetryFirst { get; set; } = TimeSpan.FromMilliseconds(250);
}
