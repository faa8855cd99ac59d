using EdgePlanner.Answering;
using EdgePlanner.Planning;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tests.Scenes;
using EdgePlanner.Tools;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgePlanner.Tests;

/// <summary>Questions in several parts about the yard: two red cars and a blue one, a person, a brown dog, a red cup.</summary>
public sealed class DecompositionTests
{
    [Theory]
    [InlineData("are there more cars than people and is there a brown dog?", "Yes.")]
    [InlineData("are there more cars than people and is there a blue dog?", "No.")]
    [InlineData("is there a bus, or are there more cars than dogs?", "Yes.")]
    [InlineData("are there more dogs than cars or are there fewer people than dogs?", "No.")]
    [InlineData("how many cars are there and what colour is the dog?", "3. Brown.")]
    [InlineData("how many red cars are there, is there a bus, and how far is the nearest person?", "2. No. 6.7 metres, give or take 0.4.")]
    [InlineData("is the number of red cars greater than the number of dogs and is there a bus?", "No.")]
    [InlineData("is the person nearer than the blue car?", "Yes.")]
    [InlineData("is the blue car closer than the person?", "No.")]
    [InlineData("is the dog faster than the person?", "I cannot tell: ")] // nobody has followed the dog
    [InlineData("do the cup and the dog have the same colour?", "No.")]
    [InlineData("is the red cup the same colour as the nearest red car?", "Yes.")]
    public async Task Ask_QuestionInParts_CombinesTheirAnswers(string question, string text)
    {
        var answer = await AskAsync(question);
        Assert.StartsWith(text, answer.Text, StringComparison.Ordinal);
        Assert.InRange(answer.Parts.Count, 2, 4);
        Assert.Equal("parts", answer.Last!.Planner);
        Assert.Contains("answer_2()", answer.Last.Plan, StringComparison.Ordinal);
        Assert.All(answer.Parts, part => Assert.Equal("retrieval", part.Last!.Planner));
    }

    /// <summary>Unknown is not "no": where one part decides, the other's being unknown changes nothing.</summary>
    [Theory]
    [InlineData("is there a bus and how fast is the dog moving", "No. I cannot tell: ")]
    [InlineData("does a car come near or is there a dog", "I cannot tell: ")]
    public async Task Ask_PartThatCannotBeTold_IsSaid(string question, string text) =>
        Assert.StartsWith(text, (await AskAsync(question)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("is there both a dog and a bus")]
    [InlineData("are there more cars than dogs")]
    [InlineData("how many red cars are nearer than ten metres?")]
    [InlineData("what colour is the nearest car?")]
    public async Task Ask_OnePlanCoversIt_IsNeverTakenApart(string question)
    {
        var answer = await AskAsync(question);
        Assert.Equal(OutcomeKind.Answered, answer.Outcome);
        Assert.Empty(answer.Parts);
        Assert.Single(answer.Attempts);
    }

    [Fact]
    public async Task Ask_EverySurePlanOfTheExemplars_IsNeverTakenApart()
    {
        foreach (var exemplar in ExemplarBook.Shipped)
        {
            var question = string.Join(' ', exemplar.Words).Replace("{things}", "cars", StringComparison.Ordinal).Replace("{others}", "dogs", StringComparison.Ordinal)
                .Replace("{attribute}", "red", StringComparison.Ordinal);
            var answer = await AskAsync(question);
            Assert.True(answer.Outcome != OutcomeKind.Answered || answer.Parts.Count == 0, question);
        }
    }

    [Fact]
    public async Task Ask_PartWithoutAPlan_RunsNothingAndNamesIt()
    {
        var answer = await AskAsync("how many cars are there and what is the weather tomorrow?");
        Assert.Equal((OutcomeKind.Rejected, 0, 0), (answer.Outcome, answer.Attempts.Count, answer.Parts.Count));
        Assert.Contains("\"what is the weather tomorrow\"", answer.Error, StringComparison.Ordinal);
        Assert.Contains("\"weather\"", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_UnsureOfTheWhole_TakesThePartsWhereTheyAreSurer()
    {
        const string question = "is there a car and is there a dog";
        var planner = new Script((question, "c = find(\"cup\")\ne = exists(c)\nreturn e", 0.2), ("is there a car", "c = find(\"car\")\ne = exists(c)\nreturn e", 0.9),
            ("is there a dog", "d = find(\"dog\")\ne = exists(d)\nreturn e", 0.8));
        var answer = await AskAsync(question, planner);
        Assert.Equal((2, 2), (answer.Attempts.Count, answer.Parts.Count)); // the first plan stays in the trace
        Assert.InRange(answer.Confidence, 0.5, 0.8);

        planner = new Script((question, "c = find(\"cup\")\ne = exists(c)\nreturn e", 0.4), ("is there a car", "c = find(\"car\")\ne = exists(c)\nreturn e", 0.1),
            ("is there a dog", "d = find(\"dog\")\ne = exists(d)\nreturn e", 0.8));
        answer = await AskAsync(question, planner);
        Assert.Equal((1, 2), (answer.Attempts.Count, answer.Parts.Count));
        Assert.Equal(0.4, answer.Confidence, 3);
    }

    /// <summary>A model may have a plan for the whole, and a wrong one; what is known word for word is never wrong.</summary>
    [Fact]
    public async Task Ask_EveryPartIsKnown_GoesBeforeAModelsPlanForTheWhole()
    {
        const string question = "how many cars are there and is there a person?", wrong = "c = find(\"cup\")\ne = exists(c)\nreturn e";
        var known = new RetrievalPlanner { WordForWord = true };
        var answer = await AskAsync(question, [known, new Script((question, wrong, 0.9))]);
        Assert.Equal(("3. Yes.", 2, "parts"), (answer.Text, answer.Parts.Count, answer.Last!.Planner));

        // With a part that nobody knows word for word, the model is asked, and for the whole.
        const string other = "how many cars are there and would you say a person is about?";
        answer = await AskAsync(other, [known, new Script((other, wrong, 0.9))]);
        Assert.Equal((0, "script"), (answer.Parts.Count, answer.Last!.Planner));
    }

    /// <summary>find costs 100 µs here and all else 1: two parts of 101 fit 300, not 150.</summary>
    [Fact]
    public async Task Ask_Parts_ShareTheBudget()
    {
        const string question = "how many cars are there? is there a dog?";
        var answer = await AskAsync(question, new RetrievalPlanner(), TimeSpan.FromMicroseconds(300));
        Assert.Equal(OutcomeKind.Answered, answer.Outcome);
        Assert.InRange(answer.Parts.Sum(part => part.Last!.Outcome.ChargedUnits) + answer.Last!.Outcome.ChargedUnits, 200_000, 300_000);

        answer = await AskAsync(question, new RetrievalPlanner(), TimeSpan.FromMicroseconds(150));
        Assert.Equal((OutcomeKind.Rejected, 0), (answer.Outcome, answer.Parts.Count));
        Assert.Contains("ms are allowed", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("and ")]
    [InlineData("and is ")]
    [InlineData("is there a car and ")]
    public async Task Ask_HostileJoints_PlansAtMostTheWholeAndFourParts(string piece)
    {
        var planner = new Script();
        var text = string.Concat(Enumerable.Repeat(piece, 1000 / piece.Length));
        Assert.Equal(OutcomeKind.Rejected, (await AskAsync(text, planner)).Outcome);
        Assert.InRange(planner.Asked, 1, 5);
        Assert.Equal(OutcomeKind.Rejected, (await AskAsync(string.Concat(Enumerable.Repeat(text, 10)), planner)).Outcome); // 10 KB: not even read
        Assert.InRange(planner.Asked, 1, 5);
    }

    private static ValueTask<Answer> AskAsync(string question) => AskAsync(question, new RetrievalPlanner());

    private static ValueTask<Answer> AskAsync(string question, IPlanner planner, TimeSpan? budget = null) => AskAsync(question, [planner], budget);

    private static async ValueTask<Answer> AskAsync(string question, IReadOnlyList<IPlanner> planners, TimeSpan? budget = null)
    {
        var profile = new CostProfile { Tools = Plans.Everything.Catalog.Tools.ToDictionary(tool => tool.Name, tool => new ToolCost(tool.Name == "find" ? 100 : 1)) };
        return await new QueryPipeline(planners, new PlanChecker(Plans.Everything, profile), new FakeTimeProvider())
            .AskAsync(new Query(question, budget ?? Plans.Ample), Yard.World(), TestContext.Current.CancellationToken);
    }

    /// <summary>Plans for the questions that it knows.</summary>
    private sealed class Script(params (string Question, string Plan, double Confidence)[] known) : IPlanner
    {
        public int Asked { get; private set; }

        public string Name => "script";

        public ValueTask<PlanProposal> PlanAsync(PlanRequest request, CancellationToken cancellationToken)
        {
            Asked++;
            var found = known.FirstOrDefault(one => one.Question == request.Question && request.Failed is null);
            return new(new PlanProposal(found.Plan, found.Confidence, "it is not in the script"));
        }
    }
}
