namespace Telemetry.Outgoing.Spooled;

/// <summary>Which sequence numbers are done with: all through <see cref="Through"/>, and beyond it some. The numbers in between are still to be
/// delivered. Not thread-safe.</summary>
internal sealed class DeliveredNumbers(long through)
{
    private readonly List<(long First, long Last)> _beyond = []; // ascending, none touching the next or Through

    public long Through { get; private set; } = through;

    /// <summary>Ranges beyond <see cref="Through"/>, which is as many holes.</summary>
    public int Ranges => _beyond.Count;

    public bool Contains(long sequence) => sequence <= Through || (IndexOf(sequence) is var i && i < _beyond.Count && _beyond[i].First <= sequence);

    public void Add(long sequence) => Add(sequence, sequence);

    public void Add(long first, long last)
    {
        if (last <= Through)
            return;
        if (first <= Through + 1)
        {
            Through = last;
            Absorb();
            return;
        }
        var from = IndexOf(first - 1);
        var to = from;
        for (; to < _beyond.Count && _beyond[to].First <= last + 1; to++)
            (first, last) = (Math.Min(first, _beyond[to].First), Math.Max(last, _beyond[to].Last));
        if (to == from)
        {
            _beyond.Insert(from, (first, last));
            return;
        }
        _beyond[from] = (first, last);
        _beyond.RemoveRange(from + 1, to - from - 1);
    }

    /// <summary>This number is to be delivered after all. Nothing happens where it is not beyond <see cref="Through"/>.</summary>
    public void Reopen(long sequence)
    {
        var i = IndexOf(sequence);
        if (sequence <= Through || i == _beyond.Count || _beyond[i].First > sequence)
            return;
        var (first, last) = _beyond[i];
        _beyond.RemoveAt(i);
        if (last > sequence)
            _beyond.Insert(i, (sequence + 1, last));
        if (first < sequence)
            _beyond.Insert(i, (first, sequence - 1));
    }

    /// <summary>What is missing between <see cref="Through"/> and the first range beyond it.</summary>
    public (long First, long Last)? FirstHole => _beyond.Count > 0 ? (Through + 1, _beyond[0].First - 1) : null;

    private void Absorb()
    {
        var absorbed = 0;
        for (; absorbed < _beyond.Count && _beyond[absorbed].First <= Through + 1; absorbed++)
            Through = Math.Max(Through, _beyond[absorbed].Last);
        if (absorbed > 0)
            _beyond.RemoveRange(0, absorbed);
    }

    /// <summary>The first range that does not end before this number.</summary>
    private int IndexOf(long sequence)
    {
        var (low, high) = (0, _beyond.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_beyond[middle].Last < sequence)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
