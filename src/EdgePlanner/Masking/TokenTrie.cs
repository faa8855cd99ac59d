namespace EdgePlanner.Masking;

/// <summary>
/// A vocabulary as one flat trie in the order of a walk: the first child of a node stands behind it, <see cref="Skip"/> is where its subtree ends.
/// So a mask is one pass over an array, which leaves out whatever begins in a way that no plan goes on.
/// </summary>
public sealed class TokenTrie
{
    private readonly byte[] _bytes;
    private readonly byte[] _depths;
    private readonly int[] _skip;
    private readonly int[] _firstToken;
    private readonly int[] _tokens;
    private readonly byte[][] _vocabulary;

    /// <param name="vocabulary">The bytes of each token; empty for one that writes nothing (begin, end, padding): such a token is never allowed.</param>
    public TokenTrie(IReadOnlyList<byte[]> vocabulary)
    {
        _vocabulary = [.. vocabulary];
        MostBytes = _vocabulary.Length == 0 ? 0 : _vocabulary.Max(token => token.Length);
        if (MostBytes > byte.MaxValue)
            throw new ArgumentException($"a token of {MostBytes} bytes: expected {byte.MaxValue} at most", nameof(vocabulary));
        var order = Enumerable.Range(0, vocabulary.Count).Where(id => _vocabulary[id].Length > 0).ToArray();
        Array.Sort(order, (a, b) => _vocabulary[a].AsSpan().SequenceCompareTo(_vocabulary[b]));
        var (bytes, depths, first, tokens) = (new List<byte>(), new List<byte>(), new List<int>(), new List<int>());
        ReadOnlySpan<byte> before = [];
        foreach (var id in order)
        {
            ReadOnlySpan<byte> token = _vocabulary[id];
            for (var depth = before.CommonPrefixLength(token); depth < token.Length; depth++)
            {
                bytes.Add(token[depth]);
                depths.Add((byte)depth);
                first.Add(tokens.Count);
            }
            tokens.Add(id); // of the last node: where it ends
            before = token;
        }
        first.Add(tokens.Count);
        (_bytes, _depths, _firstToken, _tokens) = ([.. bytes], [.. depths], [.. first], [.. tokens]);
        _skip = Skips(_depths);
    }

    /// <summary>Tokens of the vocabulary, those that write nothing among them.</summary>
    public int Count => _vocabulary.Length;

    /// <summary>Length of the longest token.</summary>
    public int MostBytes { get; }

    internal int Nodes => _bytes.Length;

    public ReadOnlySpan<byte> BytesOf(int token) => _vocabulary[token];

    /// <summary>Whether some token begins with these bytes and goes on.</summary>
    internal bool HasLonger(ReadOnlySpan<byte> beginning)
    {
        var (node, end) = (0, Nodes);
        for (var depth = 0; depth < beginning.Length; depth++)
        {
            while (node < end && _bytes[node] != beginning[depth])
                node = _skip[node];
            if (node >= end)
                return false;
            (node, end) = (node + 1, _skip[node]);
        }
        return node < end;
    }

    /// <summary>The longest token that a text begins with; −1 for none.</summary>
    internal int Longest(ReadOnlySpan<byte> text)
    {
        var (longest, node, end) = (-1, 0, Nodes);
        foreach (var value in text)
        {
            while (node < end && _bytes[node] != value)
                node = _skip[node];
            if (node >= end)
                break;
            if (TokensAt(node) is [var token, ..])
                longest = token;
            (node, end) = (node + 1, _skip[node]);
        }
        return longest;
    }

    internal byte ByteOf(int node) => _bytes[node];

    internal int DepthOf(int node) => _depths[node];

    /// <summary>The next node that is not below this one.</summary>
    internal int Skip(int node) => _skip[node];

    /// <summary>The tokens that end at a node; several where a vocabulary holds the same bytes twice.</summary>
    internal ReadOnlySpan<int> TokensAt(int node) => _tokens.AsSpan(_firstToken[node]..TokensEnd(node));

    /// <summary>Tokens that share all their bytes with the node stand together, those below it behind them.</summary>
    private int TokensEnd(int node)
    {
        var end = _firstToken[node];
        while (end < _firstToken[node + 1] && _vocabulary[_tokens[end]].Length == _depths[node] + 1)
            end++;
        return end;
    }

    private static int[] Skips(byte[] depths)
    {
        var skip = new int[depths.Length];
        var open = new Stack<int>();
        for (var node = 0; node <= depths.Length; node++)
        {
            while (open.Count > 0 && (node == depths.Length || depths[open.Peek()] >= depths[node]))
                skip[open.Pop()] = node;
            if (node < depths.Length)
                open.Push(node);
        }
        return skip;
    }
}
