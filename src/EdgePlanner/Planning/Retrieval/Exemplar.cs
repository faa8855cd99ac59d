namespace EdgePlanner.Planning.Retrieval;

/// <summary>One way to ask, and the plan that answers it; both with slots in braces.</summary>
/// <param name="Words">Normalised words; a slot is one word, braces included.</param>
/// <param name="PlanLines">Slots stand for a variable, a text or a number.</param>
internal sealed record Exemplar(string[] Words, string[] PlanLines)
{
    public static SlotKind? SlotOf(string word) => word switch
    {
        "{things}" or "{others}" => SlotKind.Phrase,
        "{attribute}" => SlotKind.Attribute,
        "{place}" => SlotKind.Place,
        "{metres}" or "{seconds}" or "{number}" => SlotKind.Number,
        _ => null,
    };
}

internal enum SlotKind
{
    Phrase,
    Attribute,
    Place,
    Number,
}
