namespace EdgeWorld.Planning.Forms;

/// <summary>A way to ask: text, slots, and places where one of several may stand.</summary>
internal abstract record Wording
{
    internal sealed record Text(string Words) : Wording;

    /// <summary><c>{a.many}</c>.</summary>
    internal sealed record Slot(string Name, string Facet) : Wording;

    /// <summary><c>(are there|do you see)</c>.</summary>
    internal sealed record Choice(IReadOnlyList<Wording> Options) : Wording;

    internal sealed record Sequence(IReadOnlyList<Wording> Parts) : Wording;
}
