namespace Telemetry.Spool;

/// <summary>Why records are missing. The numbers are on disk.</summary>
public enum GapReason : byte
{
    /// <summary>Given up for newer or more valuable ones, because the quota or the disk was full.</summary>
    Evicted = 1,

    /// <summary>Unreadable: a damaged block or file. <see cref="GapRecord.Count"/> is an upper bound; where it is less than the range is long,
    /// records had been evicted there, what told of them may be lost too, and others in between were delivered.</summary>
    Damaged = 2,

    /// <summary>The last batch before the device lost power did not reach the disk whole. Nobody was told that it had.</summary>
    Unfinished = 3,

    /// <summary>Not taken in at all, because the queue in memory was full; they have no sequence numbers.</summary>
    Refused = 4,
}
