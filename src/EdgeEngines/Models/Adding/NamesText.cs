using System.Text;

namespace EdgeEngines.Models.Adding;

/// <summary>Ultralytics writes its class names as the text of a Python dictionary: <c>{0: 'person', 1: "driver's seat"}</c>.</summary>
internal static class NamesText
{
    private const int MostNames = 100_000;

    /// <returns>Null unless the keys run from 0 without a gap.</returns>
    public static IReadOnlyList<string>? Parse(string text)
    {
        List<string> names = [];
        var at = 0;
        if (!Take(text, ref at, '{'))
            return null;
        while (!Take(text, ref at, '}'))
        {
            if (names.Count == MostNames || Key(text, ref at) != names.Count || !Take(text, ref at, ':') || Quoted(text, ref at) is not { } name)
                return null;
            names.Add(name);
            Take(text, ref at, ',');
        }
        return names.Count > 0 ? names : null;
    }

    private static int Key(string text, ref int at)
    {
        SkipSpace(text, ref at);
        var quoted = at < text.Length && text[at] is '"' or '\'';
        if (quoted)
            at++;
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        var key = int.TryParse(text.AsSpan(start, at - start), out var number) ? number : -1;
        if (quoted)
            at++;
        return key;
    }

    private static string? Quoted(string text, ref int at)
    {
        SkipSpace(text, ref at);
        if (at >= text.Length || text[at] is not ('\'' or '"'))
            return null;
        var quote = text[at++];
        var name = new StringBuilder();
        for (; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                at++;
                return name.ToString();
            }
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            name.Append(text[at]);
        }
        return null;
    }

    private static bool Take(string text, ref int at, char wanted)
    {
        SkipSpace(text, ref at);
        if (at >= text.Length || text[at] != wanted)
            return false;
        at++;
        return true;
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
