namespace Telemetry;

/// <summary>How the events on the disk stand, for the <c>stats</c> topic and the status line. Totals since start but for the first two and the
/// last.</summary>
public readonly record struct SpooledSnapshot
{
    /// <summary>Not acknowledged by the broker yet.</summary>
    public long Waiting { get; init; }

    /// <summary>What the spool's files take.</summary>
    public long Bytes { get; init; }

    /// <summary>Given up because the quota or the disk was full.</summary>
    public long Evicted { get; init; }

    /// <summary>Unreadable.</summary>
    public long Damaged { get; init; }

    /// <summary>Not taken in, as the disk did not keep up.</summary>
    public long Refused { get; init; }

    /// <summary>Writes and syncs that failed.</summary>
    public long DiskFaults { get; init; }

    /// <summary>Given up because the broker would never have them.</summary>
    public long Rejected { get; init; }

    /// <summary>Topics on which the broker takes nothing for now.</summary>
    public int HeldTopics { get; init; }
}
