using System.Globalization;
using System.Text;

namespace EdgePlanner.Language;

/// <summary>Shows mistakes with the line they are in, a mark under them, and the way out.</summary>
public static class DiagnosticRenderer
{
    private const int LongestLine = 160;

    public static string Render(string source, IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            if (text.Length > 0)
                text.Append('\n');
            Render(source, diagnostic, text);
        }
        return text.ToString();
    }

    private static void Render(string source, Diagnostic diagnostic, StringBuilder text)
    {
        var at = Math.Min(diagnostic.Span.Start, source.Length);
        var (number, start, end) = LineAt(source, at);
        var margin = number.ToString(CultureInfo.InvariantCulture);
        var blank = new string(' ', margin.Length);
        text.Append(CultureInfo.InvariantCulture, $"error[{diagnostic.Slug}]: {diagnostic.Message}\n");
        text.Append(CultureInfo.InvariantCulture, $"{blank} --> line {number}, column {at - start + 1}\n");
        // A line of thousands of characters would bury the message: only the surroundings of the mistake are shown.
        var from = at - start > LongestLine / 2 ? at - (LongestLine / 2) : start;
        var to = Math.Min(end, from + LongestLine);
        text.Append(CultureInfo.InvariantCulture, $"{blank} |\n{margin} | ").Append(Shown(source.AsSpan(from, to - from))).Append('\n');
        var length = Math.Clamp(Math.Min(diagnostic.Span.Length, to - at), 1, LongestLine);
        text.Append(CultureInfo.InvariantCulture, $"{blank} | ").Append(' ', at - from).Append('^', length);
        if (Note(diagnostic) is { } note)
            text.Append(' ').Append(note);
        text.Append('\n');
        if (diagnostic.Hint is { } hint)
            text.Append(CultureInfo.InvariantCulture, $"{blank} = hint: {hint}\n");
    }

    private static string? Note(Diagnostic diagnostic) => (diagnostic.Expected, diagnostic.Found) switch
    {
        ({ } expected, { } found) => $"expected {expected}, found {found}",
        ({ } expected, null) => $"expected {expected}",
        (null, { } found) => $"found {found}",
        _ => null,
    };

    private static (int Number, int Start, int End) LineAt(string source, int at)
    {
        int number = 1, start = 0;
        for (var i = 0; i < at; i++)
        {
            var ends = source[i] == '\n' || (source[i] == '\r' && !(i + 1 < source.Length && source[i + 1] == '\n'));
            if (ends)
                (number, start) = (number + 1, i + 1);
        }
        var length = source.AsSpan(start).IndexOfAny('\r', '\n');
        return (number, start, length < 0 ? source.Length : start + length);
    }

    /// <summary>Tabs and control characters as one column each, so that the mark stands under what it means.</summary>
    private static string Shown(ReadOnlySpan<char> line)
    {
        var shown = line.ToArray();
        for (var i = 0; i < shown.Length; i++)
        {
            if (char.IsControl(shown[i]))
                shown[i] = shown[i] == '\t' ? ' ' : '\uFFFD';
        }
        return new(shown);
    }
}
