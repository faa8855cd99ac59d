using EdgePlanner.Answering;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tests.Scenes;
using EdgePlanner.Tools;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgePlanner.Tests.Golden;

/// <summary>
/// What people are told whose question has no answer: each file under <c>questions</c> has the question, a line of dashes, then outcome and
/// answer. A question may begin with <c># budget: N ms</c>. The device is a vehicle that sees cars, dogs, people and cups. With EDGE_ACCEPT=1 the files
/// are written.
/// </summary>
public sealed class QuestionGoldenTests
{
    private const string Line = "\n--------\n";
    private const string Budget = "# budget: ";

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder(), "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ask_BadQuestion_SaysWhichWhereAndWhatWouldDo(string name)
    {
        var path = Path.Combine(Folder(), name + ".txt");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var end = text.IndexOf(Line, StringComparison.Ordinal);
        var question = end < 0 ? text.TrimEnd('\n') : text[..end];
        var answer = await AskAsync(question);
        var said = $"{answer.Outcome}\n{answer.Text}\n";
        if (SourceFolder.Accepts)
            await File.WriteAllTextAsync(path, question + Line + said, TestContext.Current.CancellationToken);
        else
            Assert.Equal(text, question + Line + said);
        Assert.NotEqual(OutcomeKind.Answered, answer.Outcome);
    }

    /// <summary>Questions that no readable file shows.</summary>
    [Theory]
    [InlineData("how many c\uFFFDrs", "character 11 of the question is no text: send it as UTF-8")]
    [InlineData("how many \uD83D cars", "character 10 of the question is no text: send it as UTF-8")]
    [InlineData("how many cars\0", "character 14 of the question is no text")]
    [InlineData("", "the question is empty: ask for example")]
    public async Task Ask_NoText_SaysWhere(string question, string says) => Assert.Contains(says, (await AskAsync(question)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Ask_PairOfSurrogates_IsText() => Assert.Contains("nothing here knows", (await AskAsync("🚗 combien de voitures")).Text, StringComparison.Ordinal);

    private static async Task<Answer> AskAsync(string question)
    {
        var budget = TimeSpan.FromSeconds(5);
        if (question.StartsWith(Budget, StringComparison.Ordinal))
        {
            budget = TimeSpan.FromMilliseconds(int.Parse(question[Budget.Length..question.IndexOf(" ms", StringComparison.Ordinal)]));
            question = question[(question.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        }
        var checker = new PlanChecker(PrimitiveCatalog.Standard.For(Capabilities.All & ~Capabilities.Ocr, ToolPacks.Vehicle), CostProfile.Declared);
        return await new QueryPipeline([new RetrievalPlanner()], checker, new FakeTimeProvider())
            .AskAsync(new Query(question, budget), Yard.World(), TestContext.Current.CancellationToken);
    }

    private static string Folder() => Path.Combine(SourceFolder.Root(), "tests", "EdgePlanner.Tests", "Golden", "questions");
}
