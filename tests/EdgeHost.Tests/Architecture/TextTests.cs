using System.Text.RegularExpressions;
using Xunit;

namespace EdgeHost.Tests.Architecture;

/// <summary>What no compiler minds and every reader does.</summary>
public sealed class TextTests
{
    private static readonly string[] s_text = [".cs", ".csproj", ".props", ".targets", ".json", ".md", ".sh", ".py", ".mjs", ".yaml", ".yml", ".service", ".txt"];

    // Written in two parts, so that this file does not find itself.
    private static readonly Regex s_leftovers = new(@"\b(TO" + "DO|FIX" + "ME|HA" + "CK|XX" + @"X)\b|NotImplemented" + "Exception");

    [Fact]
    public void Source_LeavesNothingForLater() =>
        Rule.Holds("Finish it, or open an issue and say in the documentation what is missing.", AllFiles().SelectMany(file => file.LinesWhere(s_leftovers.IsMatch)));

    [Fact]
    public void Files_HaveNoByteOrderMark() =>
        Rule.Holds("Text is UTF-8 without a byte order mark.", AllFiles().Where(file => Starts(file, [0xEF, 0xBB, 0xBF])).Select(file => file.Path));

    [Fact]
    public void Files_EndLinesWithLineFeeds() =>
        Rule.Holds("Lines end with a line feed alone.", AllFiles().Where(file => File.ReadAllBytes(file.FullName).Contains((byte)'\r')).Select(file => file.Path));

    [Fact]
    public void Source_HasNoRegions() =>
        Rule.Holds("Where a region seems needed, the type is too large.", CodeFiles().SelectMany(file => file.LinesWhere(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal))));

    [Fact]
    public void Suppressions_SayWhy() =>
        Rule.Holds(
            "A suppressed warning says why on its line (#pragma … // reason) or in its Justification.",
            CodeFiles().SelectMany(file => file.LinesWhere(line =>
                (line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal))
                || (line.Contains("[SuppressMessage(", StringComparison.Ordinal) && !line.Contains("Justification", StringComparison.Ordinal)))));

    private static IEnumerable<SourceFile> CodeFiles() => SourceTree.Files("src", ".cs").Concat(SourceTree.Files("tests", ".cs"));

    private static IEnumerable<SourceFile> AllFiles() => SourceTree.Files(".", s_text);

    private static bool Starts(SourceFile file, ReadOnlySpan<byte> mark)
    {
        using var stream = File.OpenRead(file.FullName);
        Span<byte> head = stackalloc byte[mark.Length];
        return stream.ReadAtLeast(head, mark.Length, throwOnEndOfStream: false) == mark.Length && head.SequenceEqual(mark);
    }
}
