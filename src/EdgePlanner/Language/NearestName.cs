namespace EdgePlanner.Language;

/// <summary>The known name that somebody probably meant.</summary>
internal static class NearestName
{
    private const int LongestName = 32;

    /// <summary>The nearest name, where it takes few enough changes to be the same word mistyped; else null.</summary>
    public static string? Of(ReadOnlySpan<char> written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > LongestName)
            return null;
        string? nearest = null;
        var fewest = Math.Max(1, written.Length / 3) + 1;
        foreach (var name in known)
        {
            if (Math.Abs(name.Length - written.Length) >= fewest || name.Length > LongestName)
                continue;
            var changes = Changes(written, name);
            if (changes < fewest)
                (nearest, fewest) = (name, changes);
        }
        return nearest;
    }

    /// <summary>Letters to insert, delete, replace, or swap with their neighbour.</summary>
    private static int Changes(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        Span<int> before = stackalloc int[LongestName + 1], last = stackalloc int[LongestName + 1], row = stackalloc int[LongestName + 1];
        for (var j = 0; j <= other.Length; j++)
            last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]);
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            last.CopyTo(before);
            row.CopyTo(last);
        }
        return last[other.Length];
    }
}
