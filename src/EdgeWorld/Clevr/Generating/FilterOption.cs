namespace EdgeWorld.Clevr.Generating;

/// <summary>One way to fill the slots of a template's node.</summary>
/// <param name="Relation">Where the node relates first; null otherwise.</param>
internal readonly record struct FilterOption(string? Relation, FilterWords Filter);
