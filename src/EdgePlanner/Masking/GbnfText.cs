using System.Text;
using EdgePlanner.Language;

namespace EdgePlanner.Masking;

/// <summary>
/// A set of texts in GBNF, as a tree: <c>"red" (" car" | " bus")?</c>. Said one beside the other, llama.cpp would keep a stack for each of them at every token.
/// </summary>
internal static class GbnfText
{
    /// <summary>Those that can stand in a plan, each once, in order.</summary>
    public static List<int[]> Sound(IEnumerable<string> texts)
    {
        var sound = texts.Where(text => text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= PlanLimits.TextBytes && !text.Any(c => c is < ' ' or '"' or '\\' or '\u007f'))
            .Distinct(StringComparer.Ordinal).Select(text => text.EnumerateRunes().Select(rune => rune.Value).ToArray()).ToList();
        sound.Sort((one, other) => one.AsSpan().SequenceCompareTo(other));
        return sound;
    }

    public static string AnyOf(List<int[]> texts)
    {
        var grammar = new StringBuilder();
        Branches(grammar, texts, 0, texts.Count, 0);
        return grammar.ToString();
    }

    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
            _ = c is '"' or '\\' ? literal.Append('\\').Append(c) : literal.Append(c);
        return literal.Append('"').ToString();
    }

    /// <param name="begin">Texts from here to <paramref name="end"/> have their first <paramref name="depth"/> characters in common.</param>
    private static void Branches(StringBuilder grammar, List<int[]> texts, int begin, int end, int depth)
    {
        for (var first = begin; first < end;)
        {
            var last = first;
            while (last + 1 < end && texts[last + 1][depth] == texts[first][depth])
                last++;
            if (first > begin)
                grammar.Append(" | ");
            // Sorted, so that what the first and the last have in common all of them have.
            var common = texts[first].AsSpan().CommonPrefixLength(texts[last]);
            grammar.Append(Literal(string.Concat(texts[first][depth..common].Select(rune => new Rune(rune).ToString()))));
            var isEnd = texts[first].Length == common;
            if (last > first)
            {
                grammar.Append(" (");
                Branches(grammar, texts, isEnd ? first + 1 : first, last + 1, common);
                grammar.Append(isEnd ? ")?" : ")");
            }
            first = last + 1;
        }
    }
}
