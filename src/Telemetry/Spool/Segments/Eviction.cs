using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>
/// Takes the records of one kind out of one segment: writes the rest to a new file, with a gap record in the place of the last one taken
/// out, and puts that in the old one's place at once. A record behind those taken out says how many numbers it skips, so that they are
/// not taken for damage. Whoever loses power in between has the old file or the new one.
/// </summary>
internal sealed class Eviction(Segment segment, RecordKind kind, long acknowledged, SegmentScan scan)
{
    private GapRecord _gap;
    private long _expected = segment.First;
    private long _skipped;

    /// <summary>Records taken out.</summary>
    public long Count => _gap.Count;

    /// <summary>At most so many bytes are left.</summary>
    public static long BytesLeft(Segment segment, RecordKind kind) =>
        Math.Max(segment.End, SegmentLayout.DataStart) - segment.Kinds.Of(kind) + RecordFormat.SizeOf(GapRecord.EncodedBytes);

    public Segment WriteTo(ISpoolFile source, ISpoolFile target, ulong salt, uint boot)
    {
        FindWhatGoes(source);
        var writer = new SegmentWriter(target, segment.Number, segment.First, salt, boot);
        Span<byte> payload = stackalloc byte[GapRecord.EncodedBytes];
        _expected = segment.First;
        scan.Begin(source, SegmentLayout.DataStart, segment.End);
        while (scan.MoveNext())
        {
            var header = scan.Header;
            if (!Account(header))
                continue;
            if (!IsTaken(header))
            {
                writer.Add(new RecordId(header.Boot, header.Sequence), header.Kind, scan.Payload, header.Skipped + _skipped);
                _skipped = 0;
            }
            else if (header.Sequence == _gap.Last && _gap.Count > 0)
            {
                _gap.Encode(payload);
                writer.Add(new RecordId(header.Boot, header.Sequence), RecordKind.Gap, payload, header.Skipped + _skipped);
                _skipped = 0;
            }
            else
            {
                _skipped += header.Skipped + 1L;
            }
        }
        return writer.Finish(segment.Last, segment.TailReason);
    }

    private void FindWhatGoes(ISpoolFile source)
    {
        scan.Begin(source, SegmentLayout.DataStart, segment.End);
        while (scan.MoveNext())
        {
            var header = scan.Header;
            if (!Account(header) || header.Kind != kind || header.Sequence <= acknowledged)
                continue;
            var one = new GapRecord(header.Sequence, header.Sequence, kind, GapReason.Evicted, 1, header.Length);
            _gap = _gap.Count == 0 ? one : _gap.With(one);
        }
        _skipped = 0;
    }

    private bool IsTaken(in RecordHeader header) => header.Kind == kind || header.Sequence <= acknowledged;

    /// <summary>False for a record that was there already. What is missing before it is damage, and must still show as such: numbers taken out
    /// before that are then reported twice.</summary>
    private bool Account(in RecordHeader header)
    {
        if (header.Sequence < _expected)
            return false;
        if (header.First > _expected)
            _skipped = 0;
        _expected = header.Sequence + 1;
        return true;
    }
}
