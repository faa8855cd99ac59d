namespace EdgeWorld.Questions;

/// <summary>Things that a question is about: in words, and as the steps of a plan that find them.</summary>
/// <param name="Kind">A class of the world, or "vehicle".</param>
/// <param name="One">"person in red": one of them, without an article.</param>
/// <param name="Many">"people in red".</param>
/// <param name="Word">The word for <c>where</c>; null where the kind is all that is said.</param>
internal sealed record ThingPhrase(string Kind, string One, string Many, string? Word)
{
    /// <summary>Spoken of as several even where there is one: keys, steps.</summary>
    public bool IsPlural => Kind is "keys" or "steps";

    public string Is => IsPlural ? "are" : "is";

    /// <summary>"a red car", "an open door"; "any keys".</summary>
    public string Some => IsPlural ? $"any {One}" : One[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? $"an {One}" : $"a {One}";

    /// <summary>Lines that leave the things in a set of that name.</summary>
    public string Find(string name) => Word is null
        ? $"{name} = find(\"{Kind}\")\n"
        : $"all_{name} = find(\"{Kind}\")\n{name} = where(all_{name}, \"{Word}\")\n";

    /// <summary>A line that takes the set for granted: where nothing is in it, nobody can say what "the" thing is like.</summary>
    public string Given(string name) => $"given_{name} = given({name}, \"{One}\")\n";
}
