namespace EdgePlanner.Planning.Retrieval;

/// <summary>Which things are meant: <c>the red cars on the road nearer than 10 metres</c>.</summary>
/// <param name="Attributes">Colours, states, companions and places, in the words of <c>where</c>.</param>
/// <param name="IsKnown">Whether the lexicon has the noun; where not, it is left to open-vocabulary finding.</param>
/// <param name="Pick">The tool that takes one of them, as in "the nearest red car"; null for all.</param>
internal sealed record Phrase(string Noun, IReadOnlyList<string> Attributes, IReadOnlyList<Constraint> Constraints, bool IsKnown, string? Pick = null);

/// <summary>What narrows a set by measure or by other things.</summary>
/// <param name="Tool">The tool that does it.</param>
/// <param name="Metres">For a distance.</param>
/// <param name="Other">For a relation to other things.</param>
/// <param name="IsNegated">Those for which it does not hold (<c>further than 10 metres</c>).</param>
internal sealed record Constraint(string Tool, double? Metres = null, Phrase? Other = null, bool IsNegated = false);
