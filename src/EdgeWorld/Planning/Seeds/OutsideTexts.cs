using System.Text.RegularExpressions;

namespace EdgeWorld.Planning.Seeds;

/// <summary>What a question or a line of a plan has beside its texts in quotation marks.</summary>
internal static partial class OutsideTexts
{
    /// <summary>A line of a plan with its names changed: a letter in a text is none.</summary>
    public static string Renamed(string line, Regex name, string by)
    {
        var parts = line.Split('"');
        for (var i = 0; i < parts.Length; i += 2)
            parts[i] = name.Replace(parts[i], by);
        return string.Join('"', parts);
    }

    /// <summary>Of any kind that people type; an apostrophe within a word is none.</summary>
    [GeneratedRegex("[\"「『“]|(?<!\\w)'")]
    public static partial Regex Quotation();
}
