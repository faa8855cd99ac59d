using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeEngines.Generating.Tokens;

/// <summary>
/// Cuts a text into words by a pattern. .NET's patterns read UTF-16, where letters beyond U+FFFF are none: so they read a likeness of the text, in which one letter of the same
/// Unicode category stands for each of those.
/// </summary>
/// <param name="keepsRest">What stands between two words is a piece too; else it is dropped.</param>
internal sealed partial class WordSplit(Regex pattern, bool keepsRest)
{
    /// <summary>A hostile pattern, not a long text, takes longer.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);

    /// <summary>The words of byte-level vocabularies that name no pattern.</summary>
    public static WordSplit ByteLevel { get; } = new(ByteLevelWords(), keepsRest: true);

    /// <exception cref="ArgumentException">No pattern that .NET reads.</exception>
    public static WordSplit Of(string pattern, bool keepsRest) => new(new Regex(pattern, RegexOptions.CultureInvariant, s_longest), keepsRest);

    public void Cut(string text, List<string> pieces)
    {
        var (likeness, places) = LikenessOf(text);
        var ended = 0;
        for (var match = pattern.Match(likeness); match.Success; match = match.NextMatch())
        {
            if (match.Length == 0)
                continue;
            if (keepsRest && match.Index > ended)
                pieces.Add(Part(ended, match.Index));
            pieces.Add(Part(match.Index, match.Index + match.Length));
            ended = match.Index + match.Length;
        }
        if (keepsRest && ended < likeness.Length)
            pieces.Add(Part(ended, likeness.Length));

        string Part(int from, int to) => places is null ? text[from..to] : text[places[from]..places[to]];
    }

    /// <summary>Places are null where the two are the same.</summary>
    private static (string Likeness, int[]? Places) LikenessOf(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return (text, null);
        var (likeness, places, at) = (new StringBuilder(), new List<int>(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            likeness.Append(rune.IsBmp ? (char)rune.Value : Stand(Rune.GetUnicodeCategory(rune)));
            places.Add(at);
            at += rune.Utf16SequenceLength;
        }
        places.Add(at);
        return (likeness.ToString(), [.. places]);
    }

    private static char Stand(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => '\u0391',
        UnicodeCategory.LowercaseLetter => '\u03B1',
        UnicodeCategory.ModifierLetter => '\u02B0',
        UnicodeCategory.OtherLetter => '\u4E00',
        UnicodeCategory.NonSpacingMark => '\u0300',
        UnicodeCategory.SpacingCombiningMark => '\u0903',
        UnicodeCategory.DecimalDigitNumber => '\u0660',
        UnicodeCategory.LetterNumber => '\u2160',
        UnicodeCategory.OtherNumber => '\u2460',
        UnicodeCategory.OtherPunctuation => '\u00A7',
        UnicodeCategory.MathSymbol => '\u2200',
        UnicodeCategory.Format => '\u200D',
        UnicodeCategory.PrivateUse => '\uE000',
        UnicodeCategory.OtherNotAssigned => '\uFFFE',
        _ => '\u2600',
    };

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex ByteLevelWords();
}
