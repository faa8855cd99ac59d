using EdgeWorld.Numerics;

namespace EdgeWorld.Planning.Filling;

/// <summary>What stands in a slot of a question, and what a plan has for it.</summary>
internal abstract record SlotFill
{
    /// <summary>Words for the question.</summary>
    /// <param name="facet">"many", "one", …: which form is wanted; empty for the only one.</param>
    public abstract string Ask(string facet, Language language, WorldRandom random);

    /// <summary>For the plan: a literal with its quotes, or a tool's name. Asked after <see cref="Ask"/>.</summary>
    public abstract string Plan(string facet);

    /// <summary>Lines that leave the slot's things in a set of that name; none for what is no set.</summary>
    public virtual IReadOnlyList<string> Steps(string name) => [];

    /// <summary>Has a word in it that no training question has.</summary>
    public virtual bool IsNew => false;

    /// <summary>Two slots of a form that are equal here would ask for nothing.</summary>
    public virtual string Key => Plan("");
}

/// <summary>A tool of several that fit: a relation, a superlative, an attribute.</summary>
/// <param name="Tool">What the plan calls, or a text that it hands over.</param>
/// <param name="Last">Japanese where it ends the sentence.</param>
internal sealed record ToolFill(string Tool, string[] English, string[] Japanese, string[]? Last = null) : SlotFill
{
    public override string Ask(string facet, Language language, WorldRandom random) =>
        random.Pick<string>(language == Language.English ? English : facet == "end" ? Last! : Japanese);

    /// <summary>An attribute stands as a tool's name in front of a bracket and as a text among arguments.</summary>
    public override string Plan(string facet) => facet == "text" ? $"\"{Tool}\"" : Tool;
}

/// <summary>A text that the plan takes over, from the question or as the tools call it.</summary>
internal sealed record TextFill(string Text, string[] English, string[] Japanese, bool IsNewWord = false) : SlotFill
{
    public override bool IsNew => IsNewWord;

    public override string Ask(string facet, Language language, WorldRandom random) => facet switch
    {
        "nai" => "ない",
        "ask" when language == Language.Japanese => JapaneseForms.Asked(random.Pick<string>(Japanese)),
        _ => random.Pick<string>(language == Language.English ? English : Japanese),
    };

    public override string Plan(string facet) => $"\"{Text}\"";
}

/// <summary>A number with its unit in words.</summary>
internal sealed record NumberFill(int Number, NumberUnit Unit) : SlotFill
{
    public override string Ask(string facet, Language language, WorldRandom random) =>
        language == Language.English ? NumberWords.English(Number, Unit, random) : NumberWords.Japanese(Number, Unit, random);

    public override string Plan(string facet) => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
