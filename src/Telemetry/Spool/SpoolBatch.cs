using System.Runtime.InteropServices;

namespace Telemetry.Spool;

/// <summary>Records read from the spool, in order. Owns its buffers and is filled again and again: what was read before is then gone.
/// For one reader at a time.</summary>
public sealed class SpoolBatch
{
    private readonly List<SpoolEntry> _entries = [];
    private byte[] _payloads = [];
    private int _bytes;

    /// <param name="maxRecords">At most so many records are read at once.</param>
    /// <param name="maxBytes">No further record is read when the payloads are this many bytes; a single larger one still is.</param>
    public SpoolBatch(int maxRecords = 1000, int maxBytes = 256 * 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecords, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        MaxRecords = maxRecords;
        MaxBytes = maxBytes;
    }

    public int MaxRecords { get; }

    public int MaxBytes { get; }

    public ReadOnlySpan<SpoolEntry> Entries => CollectionsMarshal.AsSpan(_entries);

    /// <summary>What to read after, and to acknowledge once all of this is delivered; 0 when nothing was read.</summary>
    public long LastSequence => _entries.Count > 0 ? _entries[^1].Id.Sequence : 0;

    public ReadOnlySpan<byte> Payload(SpoolEntry entry) => _payloads.AsSpan(entry.Offset, entry.Length);

    internal void Clear()
    {
        _entries.Clear();
        _bytes = 0;
    }

    internal bool HasRoomFor(int payloadBytes) =>
        _entries.Count == 0 || (_entries.Count < MaxRecords && _bytes + (long)payloadBytes <= MaxBytes);

    internal void Add(RecordId id, RecordKind kind, ReadOnlySpan<byte> payload)
    {
        if (_payloads.Length - _bytes < payload.Length)
            Array.Resize(ref _payloads, Math.Max(_bytes + payload.Length, Math.Min(MaxBytes, 2 * _payloads.Length)));
        payload.CopyTo(_payloads.AsSpan(_bytes));
        _entries.Add(new SpoolEntry(id, kind, _bytes, payload.Length));
        _bytes += payload.Length;
    }
}
