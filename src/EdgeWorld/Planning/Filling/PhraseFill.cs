using EdgeWorld.Numerics;

namespace EdgeWorld.Planning.Filling;

/// <summary>A description in quotes: what an image and text encoder compares with.</summary>
/// <param name="Phrase">"person in red with a cane".</param>
internal sealed record PhraseFill(string Kind, string Phrase) : SlotFill
{
    public override string Ask(string facet, Language language, WorldRandom random)
    {
        var article = Kind is "keys" or "steps" ? "some" : Phrase[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a";
        return facet == "text" ? $"{article} {Phrase}"
            : language == Language.Japanese ? $"「{Phrase}」"
            : random.Pick<string>([$"\"{Phrase}\"", $"'{Phrase}'", $"\"{article} {Phrase}\""]);
    }

    public override string Plan(string facet) => $"\"{Phrase}\"";

    public override IReadOnlyList<string> Steps(string name) => [$"{name} = find(\"{Kind}\")"];
}
