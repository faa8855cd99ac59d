using EdgeWorld.Numerics;
using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Filling;

/// <summary>Things: a noun, words about it, and what else narrows them down.</summary>
/// <param name="Variant">Which of the noun's names.</param>
internal sealed record ThingFill(Noun Noun, int Variant, IReadOnlyList<WordFill> Words, Narrowed? Narrowed) : SlotFill
{
    private bool _askedPlural;

    public override bool IsNew => Noun.IsNew || Words.Any(word => word.IsNew) || Narrowed?.IsNew == true;

    public override string Key => $"{Noun.Class} {string.Join(' ', Words.Select(word => word.Word.Word))} {Narrowed?.GetType().Name}";

    public override string Ask(string facet, Language language, WorldRandom random) => language == Language.English ? English(facet, random) : Japanese(facet, random);

    public override string Plan(string facet) => $"\"{Name}\"";

    public override IReadOnlyList<string> Steps(string name)
    {
        List<string> lines = [];
        var set = $"{name}_0";
        var (hasWords, hasMore) = (Words.Count > 0, Narrowed is not null);
        lines.Add($"{(hasWords || hasMore ? set : name)} = find(\"{Name}\")");
        if (hasWords)
        {
            lines.Add($"{(hasMore ? $"{name}_1" : name)} = where({set}, {string.Join(", ", Words.Select(word => word.Plan("")))})");
            set = $"{name}_1";
        }
        if (Narrowed is { } narrowed)
        {
            lines.AddRange(narrowed.Prepare(name));
            lines.Add($"{name} = {narrowed.Call(set, name)}");
        }
        return lines;
    }

    /// <summary>What is copied is copied as it was asked.</summary>
    private string Name => Noun.IsCopied && _askedPlural ? Noun.English[Variant].Many : Noun.Name;

    private string English(string facet, WorldRandom random)
    {
        var plural = facet is "many" or "thes";
        _askedPlural |= plural;
        var words = new List<string>();
        if (Narrowed?.Before(random) is { Length: > 0 } moving)
            words.Add(moving);
        var behind = new List<string>();
        foreach (var word in Words)
        {
            if (word.Word.Before.Count > 0 && (word.Word.Behind.Count == 0 || random.Chance(0.7)))
                words.Add(random.Pick<string>([.. word.Word.Before]));
            else
                behind.Add(word.Resolve(random.Pick<string>([.. word.Word.Behind]), plural));
        }
        words.Add(plural ? Noun.English[Variant].Many : Noun.English[Variant].One);
        words.AddRange(behind);
        if (Narrowed?.Behind(plural, random) is { Length: > 0 } where)
            words.Add(where);
        var phrase = string.Join(' ', words);
        return facet switch
        {
            "the" or "thes" => $"the {phrase}",
            "some" => Noun.IsPlural ? $"any {phrase}" : phrase[0] is 'a' or 'e' or 'i' or 'o' or 'u' && !phrase.StartsWith("un", StringComparison.Ordinal) ? $"an {phrase}" : $"a {phrase}",
            "are" => "are",
            "is" => Noun.IsPlural ? "are" : "is",
            _ => phrase,
        };
    }

    private string Japanese(string facet, WorldRandom random) => facet switch
    {
        "ikutsu" => Noun.Counter == "つ" ? "いくつ" : $"何{Noun.Counter}",
        "counter" => Noun.Counter,
        "aru" => Noun.Lives ? "います" : "あります",
        "ar" => Noun.Lives ? "いる" : "ある",
        "nai" => Noun.Lives ? "いない" : "ない",
        "ireba" => Noun.Lives ? "いれば" : "あれば",
        "nakereba" => Noun.Lives ? "いなければ" : "なければ",
        _ => $"{Narrowed?.Japanese(Noun.Lives, random)}{string.Concat(Words.Select(word => word.Ask("", Language.Japanese, random)))}"
            + (Noun.Japanese.Count > 0 ? random.Pick<string>([.. Noun.Japanese]) : Noun.English[Variant].One),
    };
}
