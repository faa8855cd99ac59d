using System.Globalization;
using System.Text;

namespace EdgePlanner.Planning.Retrieval;

/// <summary>A question as words: lower case, without punctuation, number words as digits, common plurals and contractions undone.</summary>
internal static class Words
{
    private static readonly Dictionary<string, string> s_same = new(StringComparer.Ordinal)
    {
        ["one"] = "1", ["two"] = "2", ["three"] = "3", ["four"] = "4", ["five"] = "5", ["six"] = "6", ["seven"] = "7", ["eight"] = "8",
        ["nine"] = "9", ["ten"] = "10", ["twelve"] = "12", ["fifteen"] = "15", ["twenty"] = "20", ["thirty"] = "30", ["fifty"] = "50",
        ["hundred"] = "100", ["are"] = "is", ["was"] = "is", ["were"] = "is", ["am"] = "is", ["what's"] = "what is", ["where's"] = "where is",
        ["there's"] = "there is", ["it's"] = "it is", ["i'm"] = "i is", ["who's"] = "who is", ["any"] = "a", ["an"] = "a", ["some"] = "a",
        ["color"] = "colour", ["coloured"] = "colour", ["colored"] = "colour", ["gray"] = "grey", ["meter"] = "metre", ["meters"] = "metre",
        ["metres"] = "metre", ["m"] = "metre", ["feet"] = "foot", ["ft"] = "foot", ["secs"] = "second", ["seconds"] = "second", ["s"] = "second",
        ["closer"] = "nearer", ["closest"] = "nearest", ["farther"] = "further", ["farthest"] = "furthest", ["biggest"] = "largest",
        ["tiniest"] = "smallest", ["standing"] = "standing", ["does"] = "do", ["did"] = "do",
    };

    public static string[] Of(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormKC) + " ")
        {
            if (char.IsLetterOrDigit(c) || (c is '\'' or '’' && word.Length > 0) || (c == '.' && word.Length > 0 && char.IsAsciiDigit(word[^1])))
            {
                word.Append(c == '’' ? '\'' : char.ToLowerInvariant(c));
                continue;
            }
            if (word.Length == 0)
                continue;
            var plain = word.ToString().TrimEnd('.', '\'');
            words.AddRange(s_same.GetValueOrDefault(plain, plain).Split(' ', StringSplitOptions.RemoveEmptyEntries));
            word.Clear();
        }
        return [.. words];
    }

    public static bool IsNumber(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
}
