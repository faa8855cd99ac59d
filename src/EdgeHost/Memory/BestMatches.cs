namespace EdgeHost.Memory;

/// <summary>The best so many of what is offered: a heap with the worst of them on top. Of equal scores the later id, the newer row, is
/// better. Allocates nothing once made.</summary>
internal sealed class BestMatches(int most)
{
    private readonly VectorMatch[] _heap = new VectorMatch[most];
    private int _wanted;

    public int Count { get; private set; }

    /// <summary>What must be beaten to get in.</summary>
    public float Floor => Count == _wanted ? _heap[0].Score : float.NegativeInfinity;

    /// <param name="wanted">At most what it was made for.</param>
    public void Restart(int wanted) => (Count, _wanted) = (0, wanted);

    public void Offer(in VectorMatch match)
    {
        if (Count < _wanted)
        {
            _heap[Count] = match;
            Rise(Count++);
        }
        else if (_wanted > 0 && IsWorse(_heap[0], match))
        {
            _heap[0] = match;
            Sink(Count);
        }
    }

    /// <summary>Best first; empties the heap.</summary>
    /// <returns>How many.</returns>
    public int Drain(Span<VectorMatch> into)
    {
        var count = Count;
        for (var left = count; left > 0; left--)
        {
            into[left - 1] = _heap[0];
            _heap[0] = _heap[left - 1];
            Sink(left - 1);
        }
        Count = 0;
        return count;
    }

    private static bool IsWorse(in VectorMatch one, in VectorMatch other) =>
        one.Score < other.Score || (one.Score == other.Score && one.Id < other.Id);

    private void Rise(int at)
    {
        while (at > 0 && IsWorse(_heap[at], _heap[(at - 1) / 2]))
        {
            var parent = (at - 1) / 2;
            (_heap[at], _heap[parent]) = (_heap[parent], _heap[at]);
            at = parent;
        }
    }

    private void Sink(int count)
    {
        for (var at = 0; ;)
        {
            var child = (2 * at) + 1;
            if (child >= count)
                return;
            if (child + 1 < count && IsWorse(_heap[child + 1], _heap[child]))
                child++;
            if (!IsWorse(_heap[child], _heap[at]))
                return;
            (_heap[at], _heap[child]) = (_heap[child], _heap[at]);
            at = child;
        }
    }
}
