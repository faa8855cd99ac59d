namespace Telemetry.Spool;

/// <summary>Counts since start, and how full the spool is now.</summary>
/// <param name="Appended">Records taken in.</param>
/// <param name="Refused">Records not taken in: queue full, too long, or closed.</param>
/// <param name="DurableThrough">Every record up to this sequence number is on the disk.</param>
/// <param name="AcknowledgedThrough">Every record up to this one has been delivered.</param>
/// <param name="Evicted">Records given up for room.</param>
/// <param name="Damaged">Unreadable places met while starting and reading.</param>
/// <param name="DiskFaults">Writes and syncs that failed.</param>
/// <param name="Bytes">What the files take, the room set aside included.</param>
/// <param name="HasReserve">Room is set aside for making room on a full disk.</param>
public readonly record struct SpoolSnapshot(
    long Appended,
    long Refused,
    long DurableThrough,
    long AcknowledgedThrough,
    long Evicted,
    long Damaged,
    long DiskFaults,
    long Bytes,
    int Segments,
    bool HasReserve);
