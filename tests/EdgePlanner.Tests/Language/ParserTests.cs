using EdgePlanner.Language;
using Xunit;

namespace EdgePlanner.Tests.Language;

public sealed class ParserTests
{
    [Fact]
    public void Parse_SoundPlan_KeepsEveryPart()
    {
        const string Source = "# how many?\ncars = find(\"car\")\n\nnear = within(cars, metres=2.5) # close\nreturn near\n";
        var syntax = Parse(Source, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal([StatementKind.Call, StatementKind.Call, StatementKind.Return], syntax.Statements.ToArray().Select(statement => statement.Kind));
        var within = syntax.Statements[1];
        Assert.Equal("near", within.Name.In(Source).ToString());
        Assert.Equal("within", within.Tool.In(Source).ToString());
        Assert.Equal("near = within(cars, metres=2.5)", within.Span.In(Source).ToString());
        var arguments = syntax.ArgumentsOf(within);
        Assert.Equal((TokenKind.Name, TokenKind.Float), (arguments[0].Kind, arguments[1].Kind));
        Assert.True(arguments[0].Key.IsEmpty);
        Assert.Equal("metres", arguments[1].Key.In(Source).ToString());
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Parse_OtherLineEnds_AreLineEnds(string lineEnd)
    {
        var syntax = Parse($"a = find(\"car\"){lineEnd}return a", out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal(2, syntax.Statements.Length);
    }

    [Fact]
    public void Parse_BrokenLines_AreSkippedOneByOne()
    {
        var syntax = Parse("a = find('car')\nb = find(\"bus\")\nc = = 3\nreturn b", out var diagnostics);
        Assert.Equal([DiagnosticCode.UnexpectedCharacter, DiagnosticCode.ExpectedCall], diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal(
            [StatementKind.Broken, StatementKind.Call, StatementKind.Broken, StatementKind.Return],
            syntax.Statements.ToArray().Select(statement => statement.Kind));
    }

    [Fact]
    public void Parse_TooManyStatements_StopsAtTheCap()
    {
        var syntax = Parse(string.Concat(Enumerable.Range(0, 200).Select(i => $"a{i} = find(\"car\")\n")), out var diagnostics);
        Assert.Equal(DiagnosticCode.TooManyStatements, Assert.Single(diagnostics).Code);
        Assert.Equal(PlanLimits.Statements, syntax.Statements.Length);
    }

    [Theory]
    [InlineData(8192, 'a', true)]
    [InlineData(8193, 'a', false)]
    [InlineData(4096, 'é', true)]
    [InlineData(4098, 'é', false)]
    public void Parse_Source_IsCappedInBytes(int characters, char filler, bool fits)
    {
        var source = "#" + new string(filler, characters - 1);
        Parse(source, out var diagnostics);
        Assert.Equal(!fits, diagnostics.Any(diagnostic => diagnostic.Code == DiagnosticCode.SourceTooLong));
    }

    private static PlanSyntax Parse(string source, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var bag = new DiagnosticBag();
        var syntax = Parser.Parse(source, bag);
        diagnostics = bag.Sorted;
        return syntax;
    }
}
