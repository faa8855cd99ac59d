namespace EdgeEngines.Detecting;

/// <summary>
/// What a head found in one frame before overlaps are suppressed, made once and refilled for each frame. Of more than
/// <c>keep</c> candidates the best <c>keep</c> stay, earlier before later at equal scores: a network that fires everywhere
/// costs bounded time and never loses its best boxes. What is no box (NaN, infinite, empty, outside the picture) or no score
/// (NaN, infinite, at or below the threshold) does not get in.
/// </summary>
internal sealed class CandidateBuffer
{
    // A box this far out is cut to the picture anyway; unclamped, the square of its size would overflow.
    private const float FarthestPixel = 1e9f;

    private readonly int _keep;
    private readonly float _threshold;

    // Twice what is kept: the best are picked out once per `keep` arrivals instead of at each.
    private Candidate[] _items;
    private Candidate[] _spare;
    private readonly ulong[] _keys;
    private Box _pictureInModel;
    private float _floor;

    public CandidateBuffer(int keep, float threshold)
    {
        _keep = keep;
        _threshold = threshold;
        _items = new Candidate[keep * 2];
        _spare = new Candidate[keep * 2];
        _keys = new ulong[keep * 2];
    }

    public int Count { get; private set; }

    /// <summary>By rank, best first; only after <see cref="Rank"/>.</summary>
    public ref readonly Candidate this[int rank] => ref _items[(uint)_keys[rank]];

    public void Restart(in Box pictureInModel)
    {
        Count = 0;
        _pictureInModel = pictureInModel;
        _floor = _threshold;
    }

    public void Add(in Box boxInModel, float score, int @class)
    {
        // Written so that NaN fails each of them.
        if (!(score > _floor && score <= float.MaxValue))
            return;
        if (!(boxInModel.Width is > 0 and <= float.MaxValue && boxInModel.Height is > 0 and <= float.MaxValue))
            return;
        if (boxInModel.Left >= _pictureInModel.Right || boxInModel.Right <= _pictureInModel.Left
            || boxInModel.Top >= _pictureInModel.Bottom || boxInModel.Bottom <= _pictureInModel.Top)
            return;
        if (Count == _items.Length)
            KeepBest();
        if (score <= _floor)
            return;
        _items[Count] = new Candidate(Clamped(boxInModel), score, @class);
        _keys[Count] = Key(score, Count);
        Count++;
    }

    /// <summary>Puts the candidates in order, best first.</summary>
    public void Rank()
    {
        _keys.AsSpan(0, Count).Sort();
        Count = Math.Min(Count, _keep);
    }

    private void KeepBest()
    {
        Rank();
        for (var rank = 0; rank < Count; rank++)
        {
            _spare[rank] = this[rank];
            _keys[rank] = Key(_spare[rank].Score, rank);
        }
        (_items, _spare) = (_spare, _items);
        _floor = _items[Count - 1].Score;
    }

    // The bits of positive floats are in the order of the floats. Inverted, the best comes first; the index breaks ties.
    private static ulong Key(float score, int index) => ((ulong)~BitConverter.SingleToUInt32Bits(score) << 32) | (uint)index;

    private static Box Clamped(in Box box) => new(
        Math.Max(box.Left, -FarthestPixel), Math.Max(box.Top, -FarthestPixel),
        Math.Min(box.Right, FarthestPixel), Math.Min(box.Bottom, FarthestPixel));
}

/// <param name="BoxInModel">In the pixels of the engine's input, not clipped.</param>
/// <param name="Score">Finite, above the threshold.</param>
/// <param name="Class">Index into the model's labels.</param>
internal readonly record struct Candidate(Box BoxInModel, float Score, int Class);
