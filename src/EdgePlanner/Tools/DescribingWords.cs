using System.Collections.Frozen;

namespace EdgePlanner.Tools;

/// <summary>Words that say what a thing is like, not what it is.</summary>
internal static class DescribingWords
{
    private static readonly FrozenSet<string> s_words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "red", "blue", "green", "yellow", "orange", "brown", "purple", "pink", "white", "black", "grey", "gray", "cyan", "amber",
        "small", "medium", "large", "big", "little", "tiny",
        "round", "square", "metal", "rubber", "wooden", "plastic", "glass", "shiny", "matte",
        "moving", "stopped", "parked", "standing", "walking", "fallen", "ridden", "open", "closed");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_bySpan = s_words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => s_bySpan.Contains(word);

    /// <summary>What is left of a phrase without the describing words before it: "cup" of "small red cup".</summary>
    public static string NounOf(string phrase)
    {
        var left = phrase.AsSpan().Trim();
        while (left.IndexOf(' ') is > 0 and var end && Contains(left[..end]))
            left = left[end..].TrimStart();
        return left.Length == phrase.Length ? phrase : left.ToString();
    }
}
