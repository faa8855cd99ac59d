using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Filling;

/// <summary>Things for a slot: a noun and nothing more, with a word, or narrowed down twice.</summary>
internal readonly ref struct ThingFillBuilder(SlotDrawer drawer)
{
    private const double PlainShare = 0.5;

    public ThingFill? Plain(string of = "") => drawer.NounOf(of) is { } noun ? Of(noun, []) : null;

    public ThingFill? Things()
    {
        if (drawer.NounOf("") is not { } noun)
            return null;
        return drawer.Random.Chance(PlainShare) || drawer.WordOf(noun) is not { } word ? Of(noun, []) : Of(noun, [word]);
    }

    /// <summary>Two words, or a word and what only tools can say, or that alone.</summary>
    public ThingFill? Rich()
    {
        if (drawer.NounOf("") is not { } noun)
            return null;
        var word = drawer.WordOf(noun);
        var chance = drawer.Random.Next();
        if (chance < 0.25)
        {
            // A colour and a place say different things; two colours would be nonsense.
            return word is not null && drawer.WordOf(noun) is { } second && second.Word.IsColour != word.Word.IsColour ? Of(noun, [word, second]) : null;
        }
        IReadOnlyList<WordFill> words = word is not null && drawer.Random.Chance(0.35) ? [word] : [];
        if (Narrowing(chance) is not { } narrowed)
            return null;
        return Of(noun, words, narrowed);
    }

    private Narrowed? Narrowing(double chance) => chance switch
    {
        < 0.35 => new Narrowed.Moving(),
        < 0.45 => new Narrowed.Coming(),
        < 0.6 => drawer.Metres() is { } metres ? new Narrowed.Within(metres) : null,
        < 0.7 when drawer.IsVehicles => new Narrowed.OnLane(drawer.Random.Pick<TextFill>(FittingTools.Lanes)),
        _ => Plain() is { } other ? new Narrowed.Related(drawer.Random.Pick<ToolFill>(FittingTools.Relations), other) : null,
    };

    private ThingFill Of(Noun noun, IReadOnlyList<WordFill> words, Narrowed? narrowed = null) =>
        new(noun, drawer.Random.Between(0, noun.English.Count), words, narrowed);
}
