using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>The segment that is being written. After a <see cref="DiskFaultException"/> it must be disposed and never written again: what a
/// failed sync left behind is unknown.</summary>
internal sealed class ActiveSegment : IDisposable
{
    /// <summary>Blocks set aside become blocks written only with an entry in the file system's journal, a second wait for the disk. Writing
    /// zeros ahead pays it once in some fifty small batches; a batch as long as this gains nothing by it.</summary>
    private const int ZerosAheadBytes = 128 * 1024;
    private static readonly byte[] s_zeros = new byte[ZerosAheadBytes];

    private readonly ISpoolFile _file;
    private readonly ulong _salt;
    private readonly uint _boot;
    private readonly int _capacity;
    private long _generation = 1;
    private long _zeroedTo = SegmentLayout.DataStart;

    private ActiveSegment(ISpoolFile file, Segment segment, ulong salt, uint boot, int capacity)
    {
        (_file, Segment, _salt, _boot, _capacity) = (file, segment, salt, boot, capacity);
        segment.FileBytes = capacity;
    }

    public Segment Segment { get; }

    public int Room => (int)(_capacity - Segment.End);

    /// <summary>Its name appears only once its first blocks are durable, so that every segment ever found has had them.</summary>
    public static ActiveSegment Create(ISpoolFiles files, long number, long first, ulong salt, uint boot, int capacity)
    {
        var segment = new Segment(number, first);
        var temporary = segment.Name + SegmentLayout.NewSuffix;
        var file = files.Create(temporary);
        try
        {
            file.Preallocate(capacity);
            var active = new ActiveSegment(file, segment, salt, boot, capacity);
            SegmentBlocks.WriteHeader(file, new SegmentHeader(salt, number, first, boot));
            SegmentBlocks.WriteMark(file, active.Mark(0, segment.Last, segment.End, isSealed: false, default), salt);
            SegmentBlocks.WriteMark(file, active.Mark(1, segment.Last, segment.End, isSealed: false, default), salt);
            file.Sync();
            files.Rename(temporary, segment.Name);
            files.SyncFolder();
            return active;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Returns when the records are durable. The caller makes them known (<see cref="SegmentList.Extend"/>).</summary>
    public void Append(ReadOnlySpan<byte> records, long last, in KindBytes kinds)
    {
        _file.Write(Segment.End, records);
        ZeroAhead(Segment.End + records.Length, records.Length);
        SegmentBlocks.WriteMark(_file, Mark(++_generation, last, Segment.End + records.Length, isSealed: false, kinds), _salt);
        _file.Sync();
    }

    public void Seal()
    {
        SegmentBlocks.WriteMark(_file, Mark(++_generation, Segment.Last, Segment.End, isSealed: true, Segment.Kinds), _salt);
        _file.Truncate(Segment.End);
        _file.Sync();
    }

    public void Dispose() => _file.Dispose();

    private void ZeroAhead(long end, int batchBytes)
    {
        if (end <= _zeroedTo || batchBytes >= ZerosAheadBytes)
            return;
        var count = (int)Math.Min(ZerosAheadBytes, _capacity - end);
        _file.Write(end, s_zeros.AsSpan(0, count));
        _zeroedTo = end + count;
    }

    private CommitMark Mark(long generation, long last, long end, bool isSealed, in KindBytes kinds) =>
        new(Segment.Number, generation, _boot, Segment.Last, last, end, isSealed, GapReason.Damaged, kinds);
}
