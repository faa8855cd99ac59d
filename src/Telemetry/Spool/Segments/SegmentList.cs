using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>The segments there are, by number. The writing thread changes it, a reader looks things up: what it sees is durable.
/// A segment that is written anew becomes another <see cref="Segment"/>, so that a reader of the old file keeps its bounds.</summary>
internal sealed class SegmentList
{
    private readonly Lock _gate = new();
    private readonly List<Segment> _segments = [];

    public int Count
    {
        get
        {
            lock (_gate)
                return _segments.Count;
        }
    }

    public long TotalBytes
    {
        get
        {
            lock (_gate)
            {
                var sum = 0L;
                foreach (var segment in _segments)
                    sum += segment.FileBytes;
                return sum;
            }
        }
    }

    public Segment? Newest
    {
        get
        {
            lock (_gate)
                return _segments.Count > 0 ? _segments[^1] : null;
        }
    }

    public Segment[] ToArray()
    {
        lock (_gate)
            return [.. _segments];
    }

    public void Add(Segment segment)
    {
        lock (_gate)
            _segments.Add(segment);
    }

    public void Remove(Segment segment)
    {
        lock (_gate)
            _segments.Remove(segment);
    }

    public void Replace(Segment old, Segment renewed)
    {
        lock (_gate)
            _segments[_segments.IndexOf(old)] = renewed;
    }

    public void Extend(Segment segment, long last, long end, in KindBytes kinds)
    {
        lock (_gate)
            (segment.Last, segment.End, segment.Kinds) = (last, end, kinds);
    }

    public void Seal(Segment segment, long fileBytes)
    {
        lock (_gate)
            (segment.IsSealed, segment.FileBytes) = (true, fileBytes);
    }

    public SegmentView View(Segment segment)
    {
        lock (_gate)
            return new SegmentView(segment.Last, segment.End, segment.IsSealed);
    }

    /// <summary>The oldest segment behind a given one that accounts for this number or a later one.</summary>
    public Segment? Reaching(long sequence, long afterNumber)
    {
        lock (_gate)
        {
            foreach (var segment in _segments)
            {
                if (segment.Number > afterNumber && segment.Last >= sequence)
                    return segment;
            }
            return null;
        }
    }

    public Segment? After(long number)
    {
        lock (_gate)
        {
            foreach (var segment in _segments)
            {
                if (segment.Number > number)
                    return segment;
            }
            return null;
        }
    }

    public Segment? Before(Segment segment)
    {
        lock (_gate)
        {
            var index = _segments.IndexOf(segment);
            return index > 0 ? _segments[index - 1] : null;
        }
    }
}
