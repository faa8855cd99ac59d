using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>
/// Reads records in order, and a gap for every sequence number that is not there and not accounted for by a later record: what is lost
/// shows, wherever it was lost. One reader at a time; the writing thread may go on meanwhile.
/// </summary>
internal sealed class SpoolReader(ISpoolFiles files, SegmentList segments, ulong salt) : IDisposable
{
    private const int Retries = 8;
    private readonly SegmentScan _scan = new(salt);
    private readonly byte[] _gap = new byte[GapRecord.EncodedBytes];
    private Segment? _segment;
    private ISpoolFile? _file;
    private long _offset;
    private long _expected;
    private long _left;
    private long _skippedFrom;
    private long _skipped;
    private uint _boot;
    private long _damaged;

    /// <summary>Sequence numbers reported as damaged.</summary>
    public long Damaged => Volatile.Read(ref _damaged);

    public void Read(SpoolBatch batch, long after, uint boot)
    {
        batch.Clear();
        _boot = boot;
        if (_expected != after + 1)
        {
            Leave();
            (_expected, _left) = (after + 1, 0);
        }
        while (_segment is not null || Enter(batch))
        {
            var view = segments.View(_segment!);
            if (!ReadRecords(batch, view.End))
                return;
            var next = segments.After(_segment!.Number);
            if (!view.IsSealed || next is null)
            {
                // What the disk should hold and does not: nothing later will tell.
                AddGap(batch, view.Last, _segment.TailReason);
                return;
            }
            if (!AddGap(batch, next.First - 1, next.First - 1 <= view.Last ? _segment.TailReason : GapReason.Damaged))
                return;
            _left = _segment.Number;
            Leave();
        }
    }

    public void Dispose() => Leave();

    /// <summary>Opens the segment with the next number. False when there is none, or the batch is full.</summary>
    private bool Enter(SpoolBatch batch)
    {
        for (var attempt = 0; attempt < Retries; attempt++)
        {
            if (segments.Reaching(_expected, _left) is not { } segment || !AddGap(batch, segment.First - 1, GapReason.Damaged))
                return false;
            try
            {
                _file = files.Open(segment.Name);
            }
            catch (DiskFaultException e)
            {
                if (e.IsDamage)
                    AddGap(batch, segments.View(segment).Last, GapReason.Damaged);
                return false; // what may pass (too many open files) is tried again at the next read
            }
            if (_file is not null)
            {
                (_segment, _offset, _skippedFrom, _skipped) = (segment, SegmentLayout.DataStart, 0, 0);
                return true;
            }
            // Evicted or delivered since it was looked up. If it is still listed, somebody deleted it.
            if (segments.Reaching(_expected, _left) == segment)
            {
                AddGap(batch, segments.View(segment).Last, GapReason.Damaged);
                return false;
            }
        }
        return false;
    }

    /// <summary>False when the batch is full.</summary>
    private bool ReadRecords(SpoolBatch batch, long end)
    {
        _scan.Begin(_file!, _offset, end);
        while (_scan.MoveNext())
        {
            var header = _scan.Header;
            if (header.Sequence >= _expected)
            {
                if (!AddGap(batch, header.First - 1, GapReason.Damaged) || !batch.HasRoomFor(header.Length))
                {
                    _offset = _scan.Start;
                    return false;
                }
                batch.Add(new RecordId(header.Boot, header.Sequence), header.Kind, _scan.Payload);
                _expected = header.Sequence + 1;
            }
            if (header.Skipped > 0 && _skipped == 0)
                _skippedFrom = header.First;
            _skipped += header.Skipped;
            _offset = _scan.IntactEnd;
        }
        return true;
    }

    /// <summary>Reports what is missing up to and with <paramref name="last"/>. False when the batch is full.</summary>
    private bool AddGap(SpoolBatch batch, long last, GapReason reason)
    {
        if (last < _expected)
            return true;
        if (!batch.HasRoomFor(_gap.Length))
            return false;
        // The gap record that told of what was evicted from this segment before may be what is damaged here.
        var first = _skipped > 0 ? Math.Min(_skippedFrom, _expected) : _expected;
        var gap = new GapRecord(first, last, RecordKind.Unknown, reason, last - _expected + 1 + _skipped, 0);
        _skipped = 0;
        gap.Encode(_gap);
        batch.Add(new RecordId(_boot, last), RecordKind.Gap, _gap);
        if (reason == GapReason.Damaged)
            Volatile.Write(ref _damaged, _damaged + gap.Count);
        _expected = last + 1;
        return true;
    }

    private void Leave()
    {
        _file?.Dispose();
        (_file, _segment) = (null, null);
    }
}
