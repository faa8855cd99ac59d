using System.Globalization;
using System.Text.RegularExpressions;
using EdgePlanner.Masking;

namespace EdgeWorld.Planning.Words;

/// <summary>
/// Where a plan and its question part though its answers may be right: what the question says and the plan leaves out ("the <i>large</i> dog", where no other dog was in sight), and
/// what the plan says and nobody asked (7 m instead of 8). Such plans are right by chance on a few scenes; the literature calls them spurious (Pasupat and Liang 2016, Guu et al. 2017).
/// </summary>
public static partial class QuestionStrays
{
    /// <summary>So general that people say them in many ways ("anyone", "what").</summary>
    private static readonly HashSet<string> s_general = new(StringComparer.Ordinal) { "person", "vehicle", "thing" };

    /// <summary>That follow from how something is asked: none, one, at twelve o'clock.</summary>
    private static readonly HashSet<double> s_impliedNumbers = [0, 1, 12];

    private static readonly HashSet<string> s_words =
    [
        .. Vocabulary.Shipped.Nouns.Where(noun => !noun.IsNew).Select(noun => noun.Name),
        .. Vocabulary.Shipped.Describing.Where(word => !word.IsNew).Select(word => word.Word),
    ];

    private static readonly Phrase[] s_phrases = [.. PhrasesOf(Vocabulary.Shipped).OrderByDescending(phrase => phrase.Length)];

    /// <param name="plan">In the language's one way of writing it.</param>
    /// <returns>How many there are; 0 for a plan that says what its question says. Compares plans of one question: a word that no list has makes all of them stray alike.</returns>
    public static int Count(string question, string plan)
    {
        var texts = TextLiteral().Matches(plan).Select(match => match.Groups[1].Value).ToList();
        var rest = question.ToLowerInvariant();
        var strays = LeftOutQuotes(ref rest, texts);
        HashSet<string> said = new(StringComparer.Ordinal);
        foreach (var phrase in s_phrases)
        {
            if (!phrase.Said.IsMatch(rest))
                continue;
            rest = phrase.Said.Replace(rest, " \u0001 ");
            said.UnionWith(phrase.Meanings);
            strays += phrase.Meanings.Length == 0 || texts.Exists(text => phrase.Meanings.Any(meaning => text.Contains(meaning, StringComparison.Ordinal))) ? 0 : 1;
        }
        strays += texts.Distinct().Count(text => s_words.Contains(text) && !s_general.Contains(text) && !said.Contains(text) && !HasWord(question, text));
        return strays + Numbers(rest, plan) + SameTwice().Count(plan) + SameAgain().Count(plan);
    }

    /// <summary>Quotations are handed over whole.</summary>
    private static int LeftOutQuotes(ref string question, List<string> texts)
    {
        var leftOut = Quoted().Matches(question).Select(match => match.Value[1..^1])
            .Count(quoted => !texts.Exists(text => Article().Replace(text, "").Equals(Article().Replace(quoted, ""), StringComparison.OrdinalIgnoreCase)));
        question = Quoted().Replace(question, " \u0001 ");
        return leftOut;
    }

    private static int Numbers(string question, string plan)
    {
        List<double> written = [.. NumberLiteral().Matches(plan).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        var leftOut = 0;
        foreach (var said in QuestionNumbers.In(question))
        {
            var number = Math.Round(said.Value, 2);
            leftOut += written.Remove(number) || s_impliedNumbers.Contains(number) ? 0 : 1;
        }
        return leftOut + written.Count(number => !s_impliedNumbers.Contains(number));
    }

    private static bool HasWord(string question, string text) => Regex.IsMatch(question, Pattern(text), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static IEnumerable<Phrase> PhrasesOf(Vocabulary words)
    {
        foreach (var noun in words.Nouns.Where(noun => !noun.IsNew && noun.Class != "thing"))
        {
            // A word that no class has as its name is to be handed over: a model that turns it into a class has learnt that word and no other.
            string[] meanings = [noun.Name, .. noun.IsCopied ? noun.English.SelectMany(forms => new[] { forms.One, forms.Many }) : []];
            foreach (var said in noun.English.SelectMany(forms => new[] { forms.One, forms.Many }).Concat(noun.Japanese).Distinct())
                yield return Phrase.Of(said, meanings);
        }
        foreach (var word in words.Describing.Where(word => !word.IsNew))
        {
            foreach (var said in word.Before.Concat(word.Behind).Concat(word.Japanese).Distinct())
                yield return Phrase.Of(said, [word.Word]);
        }
        // A lane is no car.
        foreach (var said in (string[])["車線", "自車"])
            yield return Phrase.Of(said, []);
    }

    private static string Pattern(string said)
    {
        var pattern = Regex.Escape(said).Replace(@"\{is}", "(?:is|are)", StringComparison.Ordinal).Replace(@"\{has}", "(?:has|have)", StringComparison.Ordinal)
            .Replace(@"\{iru}", "(?:いる|ある)", StringComparison.Ordinal);
        return char.IsAscii(said[0]) ? $@"(?<![a-z-]){pattern}(?![a-z-])" : pattern;
    }

    /// <param name="Meanings">What a plan has for it, one of these; none where it has nothing for it.</param>
    private sealed record Phrase(int Length, Regex Said, string[] Meanings)
    {
        public static Phrase Of(string said, string[] meanings) => new(said.Length, new Regex(Pattern(said), RegexOptions.CultureInvariant), meanings);
    }

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex TextLiteral();

    [GeneratedRegex(@"(?<=[(,] ?)(\d+(?:\.\d+)?)(?=[,)])")]
    private static partial Regex NumberLiteral();

    [GeneratedRegex("「([^」]+)」|\"([^\"]+)\"|(?<!\\w)'([^']+)'(?!\\w)")]
    private static partial Regex Quoted();

    [GeneratedRegex("^(?:an?|the) ", RegexOptions.IgnoreCase)]
    private static partial Regex Article();

    /// <summary>A line that joins or compares a thing with itself, or says a word of its twice.</summary>
    [GeneratedRegex(@"\b(?:intersect|union|both|either|compare)\((\w), \1[,)]|(""[^""\n]*""), \2")]
    private static partial Regex SameTwice();

    /// <summary>A line that does once more what the line before has done: it changes nothing.</summary>
    [GeneratedRegex(@"([a-z]) = (moving|approaching|on_lane|nearest|farthest|largest|smallest|leftmost|rightmost|unique|not_)\([^\n]*\n[a-z] = \2\(\1[,)]")]
    private static partial Regex SameAgain();
}
