using EdgePlanner.Answering;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Tests.Scenes;
using EdgePlanner.Tools;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgePlanner.Tests.Tools;

public sealed class OwnToolTests
{
    private static readonly PrimitiveCatalog s_catalog = PrimitiveCatalog.Standard.With(OwnTool.Crowding);

    /// <summary>The yard's three cars are 100 × 100, 60 × 60 and 60 × 50 in 640 × 480.</summary>
    [Theory]
    [InlineData("how crowded is it with cars?", "0.054")]
    [InlineData("how much of the picture do the blue cars cover", "0.012")]
    public async Task Ask_InWords_ReachesTheTool(string question, string number)
    {
        var answer = await AskAsync(question);
        Assert.StartsWith(number, answer.Value.ToString(), StringComparison.Ordinal);
        Assert.Contains("crowding(", answer.Last!.Plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_OfNothing_IsUnknown() => Assert.Contains("there is none", (await AskAsync("how crowded is it with dogs that are red")).Text, StringComparison.Ordinal);

    [Fact]
    public void Reference_ShowsIt() => Assert.Contains("#### `crowding(things: Boxes) -> Float`", ToolReference.Of(s_catalog), StringComparison.Ordinal);

    [Fact]
    public void Proof_OfASoundTool_FindsNothing() => Assert.Empty(ToolProof.Problems(OwnTool.Crowding, s_catalog));

    [Fact]
    public void Proof_OfWrongExamplesAndQuestions_SaysEach()
    {
        var tool = OwnTool.Crowding with
        {
            Name = "fullness",
            Examples = ["n = fulness(3)\nreturn n", "c = find(\"car\")\nreturn c"],
            Questions = [new(["{things}"], "c = fullness({things})\nreturn c"), new(["is it full of {things}"], "c = fullness({others})\nreturn c")],
        };
        var problems = ToolProof.Problems(tool, PrimitiveCatalog.Standard.With(tool));
        Assert.Collection(
            problems,
            one => Assert.Contains("'examples[0]' does not check: there is no tool called `fulness` (line 1 of the plan; did you mean `fullness`?)", one, StringComparison.Ordinal),
            one => Assert.Contains("'examples[1]' does not call `fullness`", one, StringComparison.Ordinal),
            one => Assert.Contains("not all of them slots", one, StringComparison.Ordinal),
            one => Assert.Contains("'questions[1].plan' does not check", one, StringComparison.Ordinal));
    }

    /// <summary>The page shows the code that these tests compile and run.</summary>
    [Fact]
    public void Page_Example_IsThisOne()
    {
        var code = File.ReadAllText(Path.Combine(SourceFolder.Root(), "tests", "EdgePlanner.Tests", "Tools", "OwnTool.cs"));
        var (start, end) = (code.IndexOf("// <example>\n", StringComparison.Ordinal) + 13, code.IndexOf("    // </example>", StringComparison.Ordinal));
        var shown = string.Join('\n', code[start..end].Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line));
        Assert.Contains($"```csharp\n{shown}```\n", File.ReadAllText(Path.Combine(SourceFolder.Root(), "docs", "tools.md")), StringComparison.Ordinal);
    }

    private static async Task<Answer> AskAsync(string question) =>
        await new QueryPipeline([new RetrievalPlanner(s_catalog.Tools)], new PlanChecker(s_catalog.For(Capabilities.All), CostProfile.Declared), new FakeTimeProvider())
            .AskAsync(new Query(question, Plans.Ample), Yard.World(), TestContext.Current.CancellationToken);
}
