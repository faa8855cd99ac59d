using EdgePlanner.Language;
using EdgePlanner.Values;

namespace EdgePlanner.Binding;

/// <summary>The names of one plan. At most as many as it has lines, so a walk beats a table.</summary>
internal struct NameTable(string source, int capacity)
{
    private readonly BoundName[] _names = new BoundName[capacity];
    private int _count;

    public readonly Span<BoundName> All => _names.AsSpan(0, _count);

    public void Add(SourceSpan name, PlanType type, int step) => _names[_count++] = new(name, type, step, false);

    /// <summary>Index of a name, or −1.</summary>
    public readonly int IndexOf(SourceSpan name)
    {
        var wanted = name.In(source);
        for (var i = 0; i < _count; i++)
        {
            if (_names[i].Span.Length == wanted.Length && _names[i].Span.In(source).SequenceEqual(wanted))
                return i;
        }
        return -1;
    }
}
