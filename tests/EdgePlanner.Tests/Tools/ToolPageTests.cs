using EdgePlanner.Tools;
using Xunit;

namespace EdgePlanner.Tests.Tools;

/// <summary>docs/plan-language.md: its tools are those of the catalog, word for word, and its plans check.</summary>
public sealed class ToolPageTests
{
    private const string Begin = "<!-- tools: made from the catalog -->\n\n";
    private const string End = "\n<!-- /tools -->\n";

    [Fact]
    public void Page_Tools_AreThoseOfTheCatalog()
    {
        var page = File.ReadAllText(PagePath());
        var (start, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var made = ToolReference.Of(PrimitiveCatalog.Standard);
        if (SourceFolder.Accepts)
            File.WriteAllText(PagePath(), page[..start] + made + page[end..]);
        else
            Assert.Equal(made, page[start..end]);
    }

    [Fact]
    public void Page_Plans_Check()
    {
        var plans = File.ReadAllText(PagePath()).Split("```python\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)]).ToArray();
        Assert.True(plans.Length > 40);
        Assert.All(plans, plan => Plans.Sound(plan));
    }

    [Fact]
    public void Page_Grammar_IsTheGrammarFile()
    {
        var grammar = File.ReadAllText(Path.Combine(SourceFolder.Root(), "src", "EdgePlanner", "Language", "grammar.txt"));
        Assert.Contains($"```text\n{grammar}```\n", File.ReadAllText(PagePath()), StringComparison.Ordinal);
    }

    private static string PagePath() => Path.Combine(SourceFolder.Root(), "docs", "plan-language.md");
}
