using System.Collections.Frozen;

namespace EdgePlanner.Tools;

/// <summary>Words that Python keeps for itself: as a name they would make a plan unreadable for Python's tools.</summary>
internal static class PythonKeywords
{
    private static readonly FrozenSet<string> s_words = FrozenSet.Create(
        StringComparer.Ordinal,
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
        "while", "with", "yield");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_bySpan = s_words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => s_bySpan.Contains(word);
}
