namespace EdgePlanner.Masking;

/// <summary>A set of byte strings, walked a byte at a time. Flat: children of a node are linked by their next sibling.</summary>
internal sealed class ByteTrie
{
    public const int Root = 0;
    public const int None = -1;
    private readonly List<Node> _nodes = [new(0, None, None, false)];

    public ByteTrie(IEnumerable<byte[]> strings)
    {
        foreach (var text in strings)
            Add(text);
    }

    /// <summary>No strings but, perhaps, the empty one.</summary>
    public bool IsEmpty => _nodes.Count == 1;

    /// <summary>The node behind this byte; <see cref="None"/> where no string goes on so, and from there too.</summary>
    public int Step(int node, byte value)
    {
        if (node == None)
            return None;
        for (var child = _nodes[node].Child; child != None; child = _nodes[child].Sibling)
        {
            if (_nodes[child].Value == value)
                return child;
        }
        return None;
    }

    /// <summary>A string ends at this node.</summary>
    public bool IsEnd(int node) => node != None && _nodes[node].IsEnd;

    private void Add(ReadOnlySpan<byte> text)
    {
        var node = Root;
        foreach (var value in text)
        {
            var next = Step(node, value);
            if (next == None)
            {
                next = _nodes.Count;
                _nodes.Add(new(value, None, _nodes[node].Child, false));
                _nodes[node] = _nodes[node] with { Child = next };
            }
            node = next;
        }
        _nodes[node] = _nodes[node] with { IsEnd = true };
    }

    private readonly record struct Node(byte Value, int Child, int Sibling, bool IsEnd);
}
