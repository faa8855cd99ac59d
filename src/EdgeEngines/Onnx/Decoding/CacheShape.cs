namespace EdgeEngines.Onnx.Decoding;

/// <summary>One cache of a decoder, as input and as output: <c>[rows, heads, tokens, size]</c>, or with keys and values in one, <c>[2, rows, heads, tokens, size]</c>.</summary>
/// <param name="Planes">2 where it holds keys and values, else 1.</param>
internal sealed record CacheShape(string Past, string Present, OnnxType Type, int Planes, int Heads, int Size)
{
    /// <summary>Bytes of one token in one head.</summary>
    public int ColumnBytes => Size * OnnxTypes.Size(Type);

    public long[] Of(int rows, int tokens) => Planes == 1 ? [rows, Heads, tokens, Size] : [Planes, rows, Heads, tokens, Size];

    public long Elements(int rows, int tokens) => (long)Planes * rows * Heads * tokens * Size;
}
