using Telemetry.Spool;
using Telemetry.Spool.Segments;

namespace Telemetry.Tests.Spool.Proofs;

/// <summary>Everything a spool delivers, and what it must deliver by a ledger.</summary>
internal sealed class Drain
{
    private readonly HashSet<long> _delivered = [];
    private readonly List<GapRecord> _gaps = [];
    private readonly List<string> _faults = [];

    public long After { get; private init; }

    public IReadOnlyList<GapRecord> Gaps => _gaps;

    public int Records => _delivered.Count;

    public bool Has(long sequence) => _delivered.Contains(sequence);

    /// <summary>Reads all there is, holding each record against the ledger.</summary>
    public static Drain Of(SpoolStore store, Ledger ledger, int batchRecords = 64)
    {
        var drain = new Drain { After = store.Acknowledged };
        var batch = new SpoolBatch(batchRecords, 8 * 1024);
        for (var after = store.Acknowledged; ; after = batch.LastSequence)
        {
            store.Read(batch, after);
            if (batch.Entries.Length == 0)
                return drain;
            foreach (var entry in batch.Entries)
            {
                if (entry.Id.Sequence <= after)
                    drain._faults.Add($"{entry.Id} was read after {after}");
                after = entry.Id.Sequence;
                drain.Take(entry, batch.Payload(entry), ledger);
            }
        }
    }

    /// <summary>Null when the spool has kept its word.</summary>
    /// <param name="mayBeDamaged">Somebody changed bytes behind its back: then what is lost must be told, and nothing else.</param>
    public string? Fault(Ledger ledger, bool mayBeDamaged)
    {
        var missing = new long[(int)RecordKind.Gap + 1];
        for (var sequence = After + 1; sequence <= ledger.Durable; sequence++)
        {
            if (_delivered.Contains(sequence) || !ledger.TryGet(sequence, out var kind, out _))
                continue;
            if (IsTold(sequence, kind, GapReason.Evicted))
                missing[(int)kind]++;
            else if (!mayBeDamaged || !IsTold(sequence, kind, GapReason.Damaged, GapReason.Unfinished))
                _faults.Add($"{sequence} ({kind}) is lost and not told");
        }
        for (var kind = RecordKind.Picture; kind < RecordKind.Gap; kind++)
        {
            var told = _gaps.Where(gap => gap.Kind == kind && gap.Reason == GapReason.Evicted).Sum(gap => gap.Count);
            if (told < missing[(int)kind])
                _faults.Add($"{missing[(int)kind]} of kind {kind} are gone, {told} are told");
        }
        foreach (var gap in _gaps.Where(gap => gap.Reason is GapReason.Damaged or GapReason.Unfinished))
        {
            if (!mayBeDamaged && gap.First <= ledger.Durable)
                _faults.Add($"a false alarm: {gap}");
            if (gap.Count == gap.Last - gap.First + 1 && _delivered.Any(sequence => sequence >= gap.First && sequence <= gap.Last))
                _faults.Add($"delivered and told as lost: {gap}");
        }
        return _faults.Count == 0 ? null : string.Join("; ", _faults.Take(5));
    }

    private void Take(SpoolEntry entry, ReadOnlySpan<byte> payload, Ledger ledger)
    {
        if (entry.Kind == RecordKind.Gap)
        {
            if (!GapRecord.TryDecode(payload, out var gap))
                _faults.Add($"{entry.Id} is a gap that cannot be read");
            _gaps.Add(gap);
            return;
        }
        _delivered.Add(entry.Id.Sequence);
        if (!ledger.TryGet(entry.Id.Sequence, out var kind, out var given))
            _faults.Add($"{entry.Id} was never given");
        else if (kind != entry.Kind || !payload.SequenceEqual(given))
            _faults.Add($"{entry.Id} is not what was given");
    }

    private bool IsTold(long sequence, RecordKind kind, params ReadOnlySpan<GapReason> reasons)
    {
        foreach (var gap in _gaps)
        {
            if (reasons.Contains(gap.Reason) && sequence >= gap.First && sequence <= gap.Last && (gap.Kind == kind || gap.Kind == RecordKind.Unknown))
                return true;
        }
        return false;
    }
}
