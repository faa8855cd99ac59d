namespace EdgeWorld.Clevr;

/// <summary>What a step of a functional program gives.</summary>
internal abstract record ClevrValue
{
    /// <summary>Objects of the scene by index, ascending.</summary>
    public sealed record Objects(int[] Indexes) : ClevrValue
    {
        public bool Equals(Objects? other) => other is not null && Indexes.AsSpan().SequenceEqual(other.Indexes);

        public override int GetHashCode() => Indexes.Aggregate(17, HashCode.Combine);

        public override string ToString() => $"[{string.Join(", ", Indexes)}]";
    }

    public sealed record One(int Index) : ClevrValue;

    public sealed record Number(int Count) : ClevrValue;

    public sealed record Truth(bool Holds) : ClevrValue;

    public sealed record Word(string Text) : ClevrValue;

    /// <summary>The program spoke of "the" object where there was none or several. Whatever follows gives it too.</summary>
    public sealed record NotUnique : ClevrValue;
}
