using System.Text;
using EdgePlanner.Language;

namespace EdgePlanner.Masking;

/// <summary>
/// The texts that a question puts into a planner's mouth: runs of its words, as they are written and in lower case. Where words are not set apart (Japanese), runs of characters, in
/// which a word of another script stays whole: <c>赤いentryway</c> says <c>entryway</c>, and never <c>entry</c>. What a planner writes into a text is so never from anywhere else.
/// </summary>
internal static class QuestionPhrases
{
    private const int MostWords = 8;
    private const int MostCharacters = 12;

    public static IEnumerable<string> TextsOf(string question)
    {
        var phrases = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in (string[])[question, question.ToLowerInvariant()])
        {
            AddRuns(phrases, Words(text), " ", MostWords);
            foreach (var word in Words(text).Where(word => word.EnumerateRunes().Any(StandsAlone)))
                AddRuns(phrases, Characters(word), "", MostCharacters);
        }
        return phrases.Where(phrase => Encoding.UTF8.GetByteCount(phrase) <= PlanLimits.TextBytes);
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '\'' || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark)
                word.Append(rune);
            else
                End();
        }
        End();
        return words;

        void End()
        {
            // An apostrophe at the edge is a quotation mark.
            if (word.ToString().Trim('\'') is { Length: > 0 } bare)
                words.Add(bare);
            word.Clear();
        }
    }

    /// <summary>From the first script that does without blanks: radicals, kana, Han, Hangul.</summary>
    private static bool StandsAlone(Rune rune) => rune.Value > 0x2E7F;

    private static List<string> Characters(string word)
    {
        var parts = new List<string>();
        var isOpen = false;
        foreach (var rune in word.EnumerateRunes())
        {
            if (isOpen && !StandsAlone(rune))
                parts[^1] += rune.ToString();
            else
                parts.Add(rune.ToString());
            isOpen = !StandsAlone(rune);
        }
        return parts;
    }

    private static void AddRuns(HashSet<string> phrases, List<string> parts, string between, int most)
    {
        for (var start = 0; start < parts.Count; start++)
        {
            for (var count = 1; count <= most && start + count <= parts.Count; count++)
                phrases.Add(string.Join(between, parts.GetRange(start, count)));
        }
    }
}
