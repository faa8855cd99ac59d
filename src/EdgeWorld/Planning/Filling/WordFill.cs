using EdgeWorld.Numerics;
using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Filling;

/// <summary>What is said of things: "red", "parked", "on the road".</summary>
internal sealed record WordFill(Describing Word, Noun Noun) : SlotFill
{
    public override bool IsNew => Word.IsNew;

    public override string Ask(string facet, Language language, WorldRandom random)
    {
        if (language == Language.Japanese)
        {
            var japanese = Resolve(random.Pick<string>([.. Word.Japanese]), plural: false);
            return facet == "ask" ? JapaneseForms.Asked(japanese) : japanese;
        }
        // "Not parked", but never "not that is parked".
        var said = Word.Before.Count > 0 ? random.Pick<string>([.. Word.Before]) : Word.Behind[0];
        return Resolve(said.Replace("that {is} ", "", StringComparison.Ordinal).Replace("who {is} ", "", StringComparison.Ordinal), plural: false);
    }

    public override string Plan(string facet) => $"\"{Word.Word}\"";

    /// <summary>With the verb as the noun wants it.</summary>
    public string Resolve(string text, bool plural) => text
        .Replace("{is}", plural || Noun.IsPlural ? "are" : "is", StringComparison.Ordinal)
        .Replace("{has}", plural || Noun.IsPlural ? "have" : "has", StringComparison.Ordinal)
        .Replace("{iru}", Noun.Lives ? "いる" : "ある", StringComparison.Ordinal);
}
