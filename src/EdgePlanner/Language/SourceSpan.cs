namespace EdgePlanner.Language;

/// <summary>A piece of a plan's source, in UTF-16 units.</summary>
public readonly record struct SourceSpan(int Start, int Length)
{
    public int End => Start + Length;

    public bool IsEmpty => Length == 0;

    public static SourceSpan Between(SourceSpan first, SourceSpan last) => new(first.Start, last.End - first.Start);

    public ReadOnlySpan<char> In(ReadOnlySpan<char> source) => source.Slice(Start, Length);
}
