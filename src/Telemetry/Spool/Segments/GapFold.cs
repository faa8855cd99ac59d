using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>Neighbouring segments of which only gap records are left, as one: else the files that tell of losses would in time fill the quota
/// themselves. One gap record for each kind and reason remains.</summary>
internal sealed class GapFold(long first, long acknowledged)
{
    private readonly long _first = first;
    private readonly List<(RecordId Id, GapRecord Gap)> _gaps = [];
    private long _expected = first;

    public long Evicted { get; private set; }

    /// <summary>False when something other than gaps is in it, or something is missing: then it must stay as it is.</summary>
    /// <param name="evicted">Records of this kind are given up on the way; <see cref="RecordKind.Gap"/> for none.</param>
    public bool TryAdd(ISpoolFile file, Segment segment, RecordKind evicted, SegmentScan scan)
    {
        scan.Begin(file, SegmentLayout.DataStart, segment.End);
        while (scan.MoveNext())
        {
            var header = scan.Header;
            if (header.Sequence < _expected)
                continue;
            if (header.First > _expected)
                return false;
            _expected = header.Sequence + 1;
            if (header.Sequence <= acknowledged)
                continue; // told already
            GapRecord gap;
            if (header.Kind == evicted && evicted != RecordKind.Gap)
            {
                gap = new GapRecord(header.Sequence, header.Sequence, evicted, GapReason.Evicted, 1, header.Length);
                Evicted++;
            }
            else if (header.Kind != RecordKind.Gap || !GapRecord.TryDecode(scan.Payload, out gap))
            {
                return false;
            }
            Add(new RecordId(header.Boot, header.Sequence), gap);
        }
        return _expected > segment.Last;
    }

    public Segment WriteTo(ISpoolFile target, Segment newest, ulong salt, uint boot)
    {
        var writer = new SegmentWriter(target, newest.Number, _first, salt, boot);
        Span<byte> payload = stackalloc byte[GapRecord.EncodedBytes];
        _gaps.Sort((a, b) => a.Id.Sequence.CompareTo(b.Id.Sequence));
        var next = _first;
        foreach (var (id, gap) in _gaps)
        {
            gap.Encode(payload);
            writer.Add(id, RecordKind.Gap, payload, id.Sequence - next);
            next = id.Sequence + 1;
        }
        return writer.Finish(newest.Last, newest.TailReason);
    }

    private void Add(RecordId id, in GapRecord gap)
    {
        for (var i = 0; i < _gaps.Count; i++)
        {
            var (_, known) = _gaps[i];
            if (known.Kind != gap.Kind || known.Reason != gap.Reason)
                continue;
            _gaps[i] = (id, known.With(gap));
            return;
        }
        _gaps.Add((id, gap));
    }
}
