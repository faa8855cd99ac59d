using EdgeEngines.Detecting;

namespace EdgeHost.Evaluating;

/// <summary>
/// Holds one frame's boxes against its truth as COCO's evaluation does (Lin et al. 2014; cocoapi, <c>cocoeval.py</c>): the best score
/// first, each box takes the free object of its class that it overlaps most, from <see cref="LeastOverlap"/> up. A box that gets none
/// is neither right nor wrong where it overlaps an ignored object of its class that much, or lies with half its area on one; any
/// number of boxes may. Keeps its memory: once warm a frame allocates nothing. One thread at a time.
/// </summary>
internal sealed class FrameMatch
{
    public const float LeastOverlap = 0.5f;
    public const int None = -1;

    private ulong[] _order = new ulong[64];
    private Verdict[] _verdicts = new Verdict[64];
    private int[] _truthOf = new int[64];
    private bool[] _taken = new bool[64];
    private int _count;

    /// <summary>Of each box, in the order given.</summary>
    public ReadOnlySpan<Verdict> Verdicts => _verdicts.AsSpan(0, _count);

    /// <summary>The object that a right or ignored box lies on, else <see cref="None"/>.</summary>
    public ReadOnlySpan<int> TruthOf => _truthOf.AsSpan(0, _count);

    public int Right { get; private set; }

    public int Wrong { get; private set; }

    /// <summary>Objects that count and that no box has.</summary>
    public int Missed { get; private set; }

    public void Match(ReadOnlySpan<FoundBox> found, ReadOnlySpan<TruthBox> truth)
    {
        Rank(found, truth.Length);
        (Right, Wrong, Missed) = (0, 0, 0);
        foreach (var key in _order.AsSpan(0, _count))
        {
            var index = (int)(uint)key;
            (_verdicts[index], _truthOf[index]) = Judge(found[index], truth);
            Right += _verdicts[index] == Verdict.Right ? 1 : 0;
            Wrong += _verdicts[index] == Verdict.Wrong ? 1 : 0;
        }
        for (var i = 0; i < truth.Length; i++)
            Missed += truth[i].Ignored || _taken[i] ? 0 : 1;
    }

    /// <summary>Whether a box lies on an ignored object of its class.</summary>
    public static bool LiesOn(in Box box, in Box ignored) => box.Overlap(ignored) >= LeastOverlap || Shared(box, ignored) >= LeastOverlap * box.Area;

    private void Rank(ReadOnlySpan<FoundBox> found, int truths)
    {
        if (_order.Length < found.Length)
            (_order, _verdicts, _truthOf) = (new ulong[found.Length * 2], new Verdict[found.Length * 2], new int[found.Length * 2]);
        if (_taken.Length < truths)
            _taken = new bool[truths * 2];
        _taken.AsSpan(0, truths).Clear();
        _count = found.Length;
        // The bits of positive floats are in the order of the floats; inverted, the best comes first, and the index breaks ties.
        for (var i = 0; i < found.Length; i++)
            _order[i] = ((ulong)~BitConverter.SingleToUInt32Bits(found[i].Score) << 32) | (uint)i;
        _order.AsSpan(0, _count).Sort();
    }

    private (Verdict Verdict, int Truth) Judge(in FoundBox box, ReadOnlySpan<TruthBox> truth)
    {
        var (best, overlap) = (None, LeastOverlap);
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i].Ignored || _taken[i] || truth[i].Class != box.Class || !(truth[i].BoxInSource.Overlap(box.BoxInSource) is var over && over >= overlap))
                continue;
            (best, overlap) = (i, over);
        }
        if (best != None)
        {
            _taken[best] = true;
            return (Verdict.Right, best);
        }
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i].Ignored && truth[i].Class == box.Class && LiesOn(box.BoxInSource, truth[i].BoxInSource))
                return (Verdict.Ignored, i);
        }
        return (Verdict.Wrong, None);
    }

    private static float Shared(in Box one, in Box other) =>
        Math.Max(0, Math.Min(one.Right, other.Right) - Math.Max(one.Left, other.Left))
        * Math.Max(0, Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Top, other.Top));
}
