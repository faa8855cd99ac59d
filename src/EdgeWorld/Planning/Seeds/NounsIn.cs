using System.Text.RegularExpressions;
using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Seeds;

/// <summary>Where a question names things: each name as long as it is there, so that 自動車 names no 車.</summary>
internal static class NounsIn
{
    public static Regex English { get; } = new(
        $@"(?<![\w-])(?:{AnyOf(Vocabulary.Shipped.Nouns.SelectMany(noun => noun.English).SelectMany(forms => new[] { forms.One, forms.Many }))})(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>With what has a noun's character and is none of it: lanes, kerbs, parking, and what people are counted by.</summary>
    public static Regex Japanese { get; } = new(
        AnyOf(Vocabulary.Shipped.Nouns.SelectMany(noun => noun.Japanese).Concat(["車線", "自車", "車道", "歩道", "駐車", "停車", "何人", "人以上", "人以下", "人だけ", "建物", "荷物"])), RegexOptions.CultureInvariant);

    /// <summary>The question with another text for each place where it names a thing so, but behind a <paramref name="mark"/>; null where it does not.</summary>
    public static string? Replaced(string question, string name, string by, char mark)
    {
        var replaced = Japanese.Replace(question, match => match.Value == name && (match.Index == 0 || question[match.Index - 1] != mark) ? mark + by : match.Value);
        return replaced == question ? null : replaced;
    }

    /// <summary>Of two that begin alike the longer one.</summary>
    private static string AnyOf(IEnumerable<string> texts) => string.Join('|', texts.Distinct().OrderByDescending(text => text.Length).Select(Regex.Escape));
}
