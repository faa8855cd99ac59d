using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>Writes a whole segment anew, in the place of one that loses records.</summary>
internal sealed class SegmentWriter(ISpoolFile file, long number, long first, ulong salt, uint boot)
{
    private const int BufferBytes = 64 * 1024;
    private byte[] _buffer = new byte[BufferBytes];
    private int _buffered;
    private long _written = SegmentLayout.DataStart;
    private KindBytes _kinds;

    public void Add(RecordId id, RecordKind kind, ReadOnlySpan<byte> payload, long skipped)
    {
        var size = RecordFormat.SizeOf(payload.Length);
        if (_buffer.Length - _buffered < size)
            Flush();
        if (_buffer.Length < size)
            _buffer = new byte[size];
        _buffered += RecordFormat.Write(_buffer.AsSpan(_buffered), salt, id, kind, payload, Checksum.Of(payload), checked((uint)skipped));
        _kinds[(int)kind] += size;
    }

    /// <summary>Makes it durable; the name is the caller's affair.</summary>
    public Segment Finish(long last, GapReason tailReason)
    {
        Flush();
        SegmentBlocks.WriteHeader(file, new SegmentHeader(salt, number, first, boot));
        for (var generation = 1; generation <= 2; generation++)
            SegmentBlocks.WriteMark(file, new CommitMark(number, generation, boot, last, last, _written, true, tailReason, _kinds), salt);
        file.Truncate(_written);
        file.Sync();
        return new Segment(number, first) { Last = last, End = _written, FileBytes = _written, IsSealed = true, TailReason = tailReason, Kinds = _kinds };
    }

    private void Flush()
    {
        file.Write(_written, _buffer.AsSpan(0, _buffered));
        _written += _buffered;
        _buffered = 0;
    }
}
