using EdgePlanner.Language;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Xunit;

namespace EdgePlanner.Tests.Golden;

/// <summary>
/// Messages as people see them: each file under <c>diagnostics</c> has a plan, a line of dashes, then what the checker says. A plan may begin
/// with <c># budget: N ms</c>. The device of these plans has no text reader and only the vehicle pack. With EDGE_ACCEPT=1 the files are written.
/// </summary>
public sealed class DiagnosticGoldenTests
{
    private const string Line = "\n--------\n";
    private const string Budget = "# budget: ";

    private static readonly PlanChecker s_checker = new(
        PrimitiveCatalog.Standard.For(Capabilities.All & ~Capabilities.Ocr, ToolPacks.Vehicle), CostProfile.Declared);

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder(), "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_WrongPlan_SaysWhatAndWhere(string name)
    {
        var path = Path.Combine(Folder(), name + ".txt");
        var text = File.ReadAllText(path);
        var end = text.IndexOf(Line, StringComparison.Ordinal);
        var source = end < 0 ? text.TrimEnd('\n') : text[..end];
        var said = Check(source).Explain();
        if (SourceFolder.Accepts)
            File.WriteAllText(path, source + Line + said);
        else
            Assert.Equal(text, source + Line + said);
        Assert.NotEmpty(said);
    }

    [Fact]
    public void Files_CoverEveryCode()
    {
        // These two come from bytes and from length, which no readable file shows.
        var covered = new HashSet<DiagnosticCode> { DiagnosticCode.NotUtf8, DiagnosticCode.SourceTooLong };
        foreach (var name in Names)
        {
            var text = File.ReadAllText(Path.Combine(Folder(), name.Data + ".txt"));
            covered.UnionWith(Check(text[..text.IndexOf(Line, StringComparison.Ordinal)]).Diagnostics.Select(diagnostic => diagnostic.Code));
        }
        Assert.Empty(Enum.GetValues<DiagnosticCode>().Except(covered));
    }

    private static CheckedPlan Check(string source)
    {
        var budget = TimeSpan.FromSeconds(30);
        if (source.StartsWith(Budget, StringComparison.Ordinal))
            budget = TimeSpan.FromMilliseconds(int.Parse(source[Budget.Length..source.IndexOf(" ms", StringComparison.Ordinal)]));
        return s_checker.Check(source, budget);
    }

    private static string Folder() => Path.Combine(SourceFolder.Root(), "tests", "EdgePlanner.Tests", "Golden", "diagnostics");
}
