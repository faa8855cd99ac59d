namespace EdgeWorld.Clevr.Generating;

/// <summary>A description: size, colour, material and shape, each a word or left open.</summary>
internal sealed record FilterWords(string?[] Words)
{
    public bool SaysNothing => Words.All(word => word is null);

    public bool Equals(FilterWords? other) => other is not null && Words.AsSpan().SequenceEqual(other.Words);

    public override int GetHashCode() => Words.Aggregate(17, HashCode.Combine);
}
