using EdgeWorld.Captions;

namespace EdgeHost.Asking;

/// <summary>
/// Turns a word about a thing into texts for the encoders: the one that says it, and those that say otherwise. A word is true where its text is
/// the most like of them, as the encoders were taught and are measured (docs/evaluation.md).
/// </summary>
internal static class WordedQuestion
{
    private static readonly string[] s_places = ["road", "crossing", "pavement", "table", "bench"];
    private static readonly string[] s_companions = ["cane", "pram", "dog"];

    /// <summary>The first text is the one that says the word; null where the word answers no such question about this kind of thing.</summary>
    public static string[]? Of(string label, string word)
    {
        if (Choices.Colours(label).Contains(word))
            return Against(word, Choices.Colours(label), other => Caption.Prompt(label, other, null));
        if (Choices.States(label).Contains(word))
            return Against(word, Choices.States(label), other => Caption.Prompt(label, null, other));
        if (s_places.Contains(word))
            return Against(word, s_places, other => $"{Caption.Prompt(label, null, null)} on {(other is "table" or "bench" ? "a" : "the")} {other}");
        return s_companions.Contains(word) ? [$"{Caption.Prompt(label, null, null)} with a {word}", Caption.Prompt(label, null, null)] : null;
    }

    private static string[] Against(string word, IReadOnlyList<string> all, Func<string, string> text) =>
        [text(word), .. all.Where(other => other != word).Select(text)];
}
