namespace EdgeEngines.Onnx.Decoding;

/// <summary>
/// What the rows have read, by layer. Each row has the same slots; its tokens stand in the first of them, without gaps, whatever padding they were read with:
/// <code>
///  row 0   t t t t t · · ·      slots: a multiple of 32, so that views of this memory serve many steps
///  row 1   t t t · · · · ·      ·: not read, masked
/// </code>
/// </summary>
internal sealed class KeyValueCache : IDisposable
{
    private const int Granule = 32;
    private readonly IReadOnlyList<CacheShape> _shapes;
    private readonly GrowingTensor[] _past;
    private readonly GrowingTensor[] _kept;
    private int[] _keptTokens = [];

    public KeyValueCache(IReadOnlyList<CacheShape> shapes)
    {
        _shapes = shapes;
        _past = [.. shapes.Select(shape => new GrowingTensor(shape.Type))];
        _kept = [.. shapes.Select(shape => new GrowingTensor(shape.Type))];
    }

    public IReadOnlyList<GrowingTensor> Past => _past;

    public int Rows { get; private set; }

    public int Slots { get; private set; }

    public void Begin(int rows)
    {
        (Rows, Slots) = (rows, 0);
        Reserve(0);
    }

    /// <summary>Room for so many tokens in each row.</summary>
    public void Reserve(int tokens)
    {
        var slots = (tokens + Granule - 1) / Granule * Granule;
        for (var i = 0; i < _past.Length; i++)
            _past[i].Ensure(_shapes[i].Elements(Rows, Math.Max(slots, Slots)));
        if (slots <= Slots)
            return;
        for (var i = 0; i < _past.Length; i++)
            Widen(_past[i], _shapes[i], slots);
        Slots = slots;
    }

    /// <summary>From the last block to the first, because each moves up.</summary>
    private void Widen(GrowingTensor past, CacheShape shape, int slots)
    {
        var (old, wide) = ((long)Slots * shape.ColumnBytes, (long)slots * shape.ColumnBytes);
        for (var block = ((long)shape.Planes * Rows * shape.Heads) - 1; block >= 0; block--)
        {
            past.Move(block * old, block * wide, old);
            past.Clear((block * wide) + old, wide - old);
        }
    }

    /// <param name="rows">Ascending; perhaps several times the same.</param>
    public void Take(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < _past.Length; i++)
        {
            var (past, shape) = (_past[i], _shapes[i]);
            past.Ensure(shape.Elements(rows.Length, Slots));
            var (bytes, blocks) = ((long)shape.Heads * Slots * shape.ColumnBytes, shape.Planes * rows.Length);
            // In place: what moves down, from the first on; then what moves up, from the last on. As rows ascend, nothing is written over that is still to be read.
            for (var block = 0; block < blocks; block++)
            {
                if (Source(rows, block) is var from && from >= block)
                    past.Move(from * bytes, block * bytes, bytes);
            }
            for (var block = blocks - 1; block >= 0; block--)
            {
                if (Source(rows, block) is var from && from < block)
                    past.Move(from * bytes, block * bytes, bytes);
            }
        }
        Rows = rows.Length;
    }

    private int Source(ReadOnlySpan<int> rows, int block) => (block / rows.Length * Rows) + rows[block % rows.Length];

    /// <summary>Takes over what a step has read: of each row its own tokens, which stand behind the slots in <paramref name="present"/>.</summary>
    /// <param name="steps">Tokens of the step, padding among them.</param>
    /// <param name="lengths">Tokens of each row before.</param>
    /// <param name="slotsThen">Slots of the step.</param>
    public void Store(IReadOnlyList<GrowingTensor> present, int steps, int slotsThen, ReadOnlySpan<int> lengths, ReadOnlySpan<int> counts)
    {
        for (var i = 0; i < _past.Length; i++)
        {
            var (shape, column) = (_shapes[i], _shapes[i].ColumnBytes);
            for (var plane = 0; plane < shape.Planes; plane++)
            {
                for (var row = 0; row < Rows; row++)
                {
                    for (var head = 0; head < shape.Heads && counts[row] > 0; head++)
                    {
                        var block = (((((long)plane * Rows) + row) * shape.Heads) + head) * column;
                        present[i].CopyTo(_past[i], (block * (slotsThen + steps)) + ((long)slotsThen * column), (block * Slots) + ((long)lengths[row] * column), (long)counts[row] * column);
                    }
                }
            }
        }
    }

    /// <summary>How many tokens from their start all prompts share with the one that is kept; each prompt keeps one to be read, for its scores.</summary>
    public int Shared(IReadOnlyList<int[]> prompts)
    {
        var shared = _keptTokens.Length;
        foreach (var prompt in prompts)
            shared = Math.Min(shared, Math.Min(prompt.Length - 1, prompt.AsSpan().CommonPrefixLength(_keptTokens)));
        return Math.Max(0, shared);
    }

    /// <summary>Keeps the first row's beginning, for <see cref="Restore"/>.</summary>
    public void Keep(int[] tokens)
    {
        if (tokens.AsSpan().SequenceEqual(_keptTokens))
            return;
        _keptTokens = [.. tokens];
        for (var i = 0; i < _past.Length; i++)
        {
            var (shape, bytes) = (_shapes[i], (long)tokens.Length * _shapes[i].ColumnBytes);
            _kept[i].Ensure(shape.Elements(1, tokens.Length));
            for (var plane = 0; plane < shape.Planes; plane++)
            {
                for (var head = 0; head < shape.Heads; head++)
                    _past[i].CopyTo(_kept[i], (((long)plane * Rows * shape.Heads) + head) * Slots * shape.ColumnBytes, (((long)plane * shape.Heads) + head) * bytes, bytes);
            }
        }
    }

    /// <summary>Gives every row the first tokens of what is kept.</summary>
    public void Restore(int tokens)
    {
        Reserve(tokens);
        for (var i = 0; i < _past.Length; i++)
        {
            var (shape, column) = (_shapes[i], (long)_shapes[i].ColumnBytes);
            for (var block = 0; block < shape.Planes * Rows * shape.Heads; block++)
            {
                var (plane, head) = (block / (Rows * shape.Heads), block % shape.Heads);
                _kept[i].CopyTo(_past[i], (((long)plane * shape.Heads) + head) * _keptTokens.Length * column, (long)block * Slots * column, tokens * column);
            }
        }
    }

    public void Dispose()
    {
        foreach (var tensor in _past.Concat(_kept))
            tensor.Dispose();
    }
}
