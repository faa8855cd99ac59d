namespace EdgeEngines.Onnx.Decoding;

/// <summary>Everything that a step reads and writes.</summary>
internal sealed class DecoderMemory : IDisposable
{
    private readonly DecoderPlan _plan;
    private readonly GrowingTensor[] _present;

    public DecoderMemory(DecoderPlan plan)
    {
        _plan = plan;
        (Tokens, Mask, Positions, Logits) = (new(plan.Tokens.Type), new(plan.Mask.Type), new(plan.Positions.Type), new(plan.Logits.Type));
        Cache = new KeyValueCache(plan.Caches);
        _present = [.. plan.Caches.Select(cache => new GrowingTensor(cache.Type))];
    }

    public GrowingTensor Tokens { get; }

    public GrowingTensor Mask { get; }

    public GrowingTensor Positions { get; }

    public GrowingTensor Logits { get; }

    public KeyValueCache Cache { get; }

    public IReadOnlyList<GrowingTensor> Present => _present;

    /// <summary>Changes when any of it moves.</summary>
    public int Moves
    {
        get
        {
            var moves = Tokens.Moves + Mask.Moves + Positions.Moves + Logits.Moves;
            for (var i = 0; i < _present.Length; i++)
                moves += _present[i].Moves + Cache.Past[i].Moves;
            return moves;
        }
    }

    public void Ensure(int rows, int slots, int steps)
    {
        Tokens.Ensure((long)rows * steps);
        Positions.Ensure((long)rows * steps);
        Mask.Ensure((long)rows * (slots + steps));
        Logits.Ensure((long)rows * steps * _plan.Vocabulary);
        for (var i = 0; i < _present.Length; i++)
            _present[i].Ensure(_plan.Caches[i].Elements(rows, slots + steps));
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { Tokens, Mask, Positions, Logits }.Concat(_present))
            tensor.Dispose();
        Cache.Dispose();
    }
}
