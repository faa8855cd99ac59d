using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>A segment as an earlier process left it.</summary>
internal sealed class FoundSegment
{
    private CommitMark? _newer;
    private CommitMark? _older;
    private bool _isIntact;
    private long _intactLast;

    private FoundSegment(Segment segment) => Segment = segment;

    public Segment Segment { get; }

    /// <summary>The highest boot it knows of.</summary>
    public uint Boot { get; private set; }

    /// <summary>Its end was written by whoever closed it, or by a recovery.</summary>
    public bool IsSealed => _newer is { IsSealed: true };

    /// <param name="expected">The number behind the segment before, where this one's header cannot say it.</param>
    /// <param name="nextFirst">Where the next segment begins: what is here from there on is of a batch whose sync failed, and is there too.</param>
    public static FoundSegment Inspect(ISpoolFile file, long number, long expected, long nextFirst, ulong salt, SegmentScan scan)
    {
        var header = SegmentBlocks.ReadHeader(file, number);
        var first = SegmentBlocks.ReadMark(file, SegmentLayout.FirstMark, salt, number);
        var second = SegmentBlocks.ReadMark(file, SegmentLayout.SecondMark, salt, number);
        var (newer, older) = second is null || first?.Generation > second?.Generation ? (first, second) : (second, first);
        var length = file.Length;
        if (header is { } known && newer is { IsSealed: true } mark)
        {
            var segment = new Segment(number, known.First)
            {
                Last = mark.Last, End = Math.Min(mark.End, length), FileBytes = length, IsSealed = true, TailReason = mark.TailReason, Kinds = mark.Kinds,
            };
            return new FoundSegment(segment) { _newer = newer, _older = older, Boot = Math.Max(known.Boot, mark.Boot) };
        }
        return Scanned(file, number, header, expected, nextFirst, newer, older, scan);
    }

    private static FoundSegment Scanned(
        ISpoolFile file, long number, SegmentHeader? header, long expected, long nextFirst, CommitMark? newer, CommitMark? older, SegmentScan scan)
    {
        var length = file.Length;
        var end = newer is { IsSealed: true } mark ? Math.Min(mark.End, length) : length;
        scan.Begin(file, SegmentLayout.DataStart, end);
        var (first, last, intactEnd, boot, kinds) = (0L, 0L, (long)SegmentLayout.DataStart, 0u, default(KindBytes));
        while (scan.MoveNext() && scan.Header.Sequence < nextFirst)
        {
            intactEnd = scan.IntactEnd;
            if (first == 0)
                first = scan.Header.First;
            last = Math.Max(last, scan.Header.Sequence);
            boot = Math.Max(boot, scan.Header.Boot);
            kinds[(int)scan.Header.Kind] += scan.Record.Length;
        }
        var start = header?.First ?? (first > 0 ? first : expected);
        var segment = new Segment(number, start)
        {
            Last = Math.Max(Math.Max(last, Math.Min(newer?.Last ?? 0, nextFirst - 1)), start - 1),
            End = intactEnd,
            FileBytes = length,
            IsSealed = true,
            TailReason = newer is { } known && !known.IsSealed && last >= known.CertainLast ? GapReason.Unfinished : newer?.TailReason ?? GapReason.Damaged,
            Kinds = kinds,
        };
        return new FoundSegment(segment)
        {
            _newer = newer, _older = older, _isIntact = last > 0 && !scan.HasHoles, _intactLast = last,
            Boot = Math.Max(boot, Math.Max(header?.Boot ?? 0, newer?.Boot ?? 0)),
        };
    }

    /// <summary>Of the newest segment: where records may have stood of which nothing is left, not even the mark that counts them, all the numbers
    /// they can have had are given up, so that none is used twice and the loss shows. A single damaged region that reaches from a mark to the
    /// last records goes through all records between.</summary>
    public void DoubtTail()
    {
        var marksAreWhole = _newer is not null && _older is not null;
        if (marksAreWhole || IsSealed || _isIntact)
            return;
        Segment.Last = Math.Max(Segment.Last, Math.Max(_intactLast, Segment.First - 1) + MostRecordsBehind(Segment.End));
        Segment.TailReason = GapReason.Damaged;
    }

    public static long MostRecordsBehind(long offset) => (SegmentLayout.MostBytes - offset) / RecordFormat.HeaderBytes;

    /// <summary>Cuts off what is behind the last intact record and writes down what is known now.</summary>
    public void Seal(ISpoolFile file, ulong salt)
    {
        var generation = Math.Max(_newer?.Generation ?? 0, _older?.Generation ?? 0);
        var mark = new CommitMark(Segment.Number, generation, Boot, Segment.Last, Segment.Last, Segment.End, true, Segment.TailReason, Segment.Kinds);
        SegmentBlocks.WriteMark(file, mark with { Generation = generation + 1 }, salt);
        SegmentBlocks.WriteMark(file, mark with { Generation = generation + 2 }, salt); // a mark cut short can become whole when the file grows
        file.Truncate(Segment.End);
        file.Sync();
        Segment.FileBytes = Segment.End;
    }
}
