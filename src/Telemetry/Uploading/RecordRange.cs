namespace Telemetry.Uploading;

/// <summary>Sequence numbers <paramref name="First"/> to <paramref name="Last"/> of one boot, and where their records stand in a
/// <see cref="Spool.SpoolBatch"/>: <paramref name="Count"/> of them from <paramref name="Start"/>. A number without a record is a loss that a gap record tells.</summary>
internal readonly record struct RecordRange(uint Boot, long First, long Last, int Start, int Count)
{
    /// <summary>Two ranges with half of the records each. Only where there are two or more.</summary>
    public (RecordRange Head, RecordRange Tail) Halve(Spool.SpoolBatch batch)
    {
        var half = Count / 2;
        var middle = batch.Entries[Start + half - 1].Id.Sequence;
        return (this with { Last = middle, Count = half }, this with { First = middle + 1, Start = Start + half, Count = Count - half });
    }

    /// <summary>The records at the beginning of what was read that are of one boot.</summary>
    /// <param name="after">The last number before them.</param>
    public static RecordRange OfOneBoot(Spool.SpoolBatch batch, long after)
    {
        var entries = batch.Entries;
        var (boot, count) = (entries[0].Id.Boot, 1);
        while (count < entries.Length && entries[count].Id.Boot == boot)
            count++;
        return new RecordRange(boot, after + 1, entries[count - 1].Id.Sequence, 0, count);
    }
}
