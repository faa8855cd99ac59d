namespace Telemetry.Spool.Format;

/// <summary>What stands before a payload.</summary>
/// <param name="Skipped">So many sequence numbers before this one are missing for a known reason: they are in a gap record, or delivered.</param>
internal readonly record struct RecordHeader(long Sequence, uint Boot, int Length, uint PayloadChecksum, uint Skipped, RecordKind Kind)
{
    /// <summary>The first number this record accounts for.</summary>
    public long First => Sequence - Skipped;
}
