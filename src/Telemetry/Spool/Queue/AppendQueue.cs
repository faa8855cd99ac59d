using Telemetry.Spool.Format;

namespace Telemetry.Spool.Queue;

/// <summary>
/// Records on their way to the disk, already in the form they will have there, in two buffers made once: one is filled while the other is
/// written. Full: the newcomer is refused and counted, and the next batch tells of it in a gap record. Appending takes a lock for as long as
/// copying takes, and allocates nothing.
/// </summary>
internal sealed class AppendQueue(int bytes, int maxRecordBytes, ulong salt, uint boot, long nextSequence)
{
    private static readonly int s_gapBytes = RecordFormat.SizeOf(GapRecord.EncodedBytes);
    private static readonly int s_roomForGaps = KindBytes.Kinds * s_gapBytes;
    private readonly Lock _gate = new();
    private byte[] _filling = new byte[bytes + s_roomForGaps];
    private byte[] _writing = new byte[bytes + s_roomForGaps];
    private KindBytes _refusedCount;
    private KindBytes _refusedBytes;
    private bool _isClosed;
    private int _used;
    private long _next = nextSequence;
    private long _appended;
    private long _refused;
    private bool _hasRefused;

    public long Appended => Interlocked.Read(ref _appended);

    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>The last number given.</summary>
    public long LastSequence
    {
        get
        {
            lock (_gate)
                return _next - 1;
        }
    }

    /// <param name="isFirst">Nothing waited before: the writing thread must be woken.</param>
    public bool TryAppend(RecordKind kind, ReadOnlySpan<byte> payload, out long sequence, out bool isFirst)
    {
        if (kind is RecordKind.Unknown or >= RecordKind.Gap)
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind that records may have; gap records are made by the spool");
        var checksum = payload.Length <= maxRecordBytes ? Checksum.Of(payload) : 0;
        lock (_gate)
        {
            isFirst = _used == 0 && !_hasRefused;
            if (_isClosed || payload.Length > maxRecordBytes || _used + RecordFormat.SizeOf(payload.Length) > bytes)
            {
                Refuse(kind, payload.Length);
                sequence = 0;
                return false;
            }
            sequence = _next++;
            _used += RecordFormat.Write(_filling.AsSpan(_used), salt, new RecordId(boot, sequence), kind, payload, checksum, skipped: 0);
            _appended++;
            return true;
        }
    }

    /// <summary>What was appended since the last call, valid until the next; empty when there is nothing.</summary>
    /// <param name="refused">Records refused meanwhile.</param>
    public ReadOnlyMemory<byte> Take(out long refused)
    {
        lock (_gate)
        {
            refused = AddGaps();
            (_filling, _writing) = (_writing, _filling);
            var taken = _writing.AsMemory(0, _used);
            _used = 0;
            return taken;
        }
    }

    public void Close()
    {
        lock (_gate)
            _isClosed = true;
    }

    private void Refuse(RecordKind kind, int payloadBytes)
    {
        _refused++;
        if (_isClosed)
            return;
        _refusedCount[(int)kind]++;
        _refusedBytes[(int)kind] += payloadBytes;
        _hasRefused = true;
    }

    private long AddGaps()
    {
        if (!_hasRefused)
            return 0;
        var sum = 0L;
        Span<byte> payload = stackalloc byte[GapRecord.EncodedBytes];
        for (var kind = RecordKind.Picture; kind < RecordKind.Gap; kind++)
        {
            if (_refusedCount.Of(kind) is var count && count == 0)
                continue;
            new GapRecord(0, 0, kind, GapReason.Refused, count, _refusedBytes.Of(kind)).Encode(payload);
            _used += RecordFormat.Write(_filling.AsSpan(_used), salt, new RecordId(boot, _next++), RecordKind.Gap, payload, Checksum.Of(payload), skipped: 0);
            sum += count;
        }
        (_refusedCount, _refusedBytes, _hasRefused) = (default, default, false);
        return sum;
    }
}
