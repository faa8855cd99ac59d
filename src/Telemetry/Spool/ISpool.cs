namespace Telemetry.Spool;

/// <summary>
/// Records on their way out that must survive kills and power cuts. What is durable is delivered or reported as lost by a record of
/// kind <see cref="RecordKind.Gap"/>; delivery is at least once, in the order of appending.
/// </summary>
public interface ISpool : IDisposable
{
    /// <summary>Drawn when the folder was made: sequence numbers of another spool mean something else.</summary>
    ulong Id { get; }

    /// <summary>The number of this process's start on the spool.</summary>
    uint Boot { get; }

    /// <summary>Copies the payload into a bounded queue in memory and returns at once; it is not on the disk yet. For any thread, the
    /// frame line too.</summary>
    /// <param name="sequence">The record's number; 0 when it was refused.</param>
    /// <returns>False when the queue is full, the payload too long, or the spool closed; counted, and a full queue's losses are told in
    /// a gap record.</returns>
    bool TryAppend(RecordKind kind, ReadOnlySpan<byte> payload, out long sequence);

    /// <summary>Completes when the record is on the disk and a power cut cannot take it away. False: the spool was closed before that.</summary>
    Task<bool> WhenDurableAsync(long sequence, CancellationToken cancellationToken);

    /// <summary>Fills the batch with durable records after <paramref name="after"/>; empty when there are none yet. Blocks for the disk.
    /// One reader at a time.</summary>
    /// <param name="after">The last sequence number read; <see cref="SpoolSnapshot.AcknowledgedThrough"/> to begin (again).</param>
    void Read(SpoolBatch batch, long after);

    /// <summary>Everything up to <paramref name="through"/> is delivered and need not be kept. Completes when that is durable; false where
    /// the disk refused, then it is delivered again after a restart.</summary>
    Task<bool> AcknowledgeAsync(long through, CancellationToken cancellationToken);

    SpoolSnapshot Snapshot();
}
