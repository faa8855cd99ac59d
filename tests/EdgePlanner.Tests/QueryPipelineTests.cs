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

public sealed class QueryPipelineTests
{
    private const string Sound = "cars = find(\"car\")\nn = count(cars)\nreturn n\n";
    private const string Wrong = "n = counts(\"car\")\nreturn n\n";

    [Fact]
    public async Task Ask_AQuestionInWords_IsAnsweredFromTheScene()
    {
        var answer = await AskAsync("how many red cars are there?", new RetrievalPlanner());
        Assert.Equal((OutcomeKind.Answered, 2L, "2."), (answer.Outcome, answer.Value.Integer, answer.Text));
        Assert.Equal("retrieval", answer.Last!.Planner);
    }

    [Theory]
    [InlineData("how far is the nearest person", "6.7 metres, give or take 0.4.")]
    [InlineData("is there a dog near the person", "Yes.")]
    [InlineData("are there more cars than dogs", "Yes.")]
    [InlineData("what colour is the nearest car", "Red.")]
    [InlineData("where is the cup", "I cannot tell")]
    [InlineData("how fast are we going", "25 km/h.")]
    [InlineData("what does the person say", "STAFF.")]
    public async Task Ask_OfTheYard_SaysWhatAPersonWould(string question, string text) =>
        Assert.StartsWith(text, (await AskAsync(question, new RetrievalPlanner())).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Ask_PlanThatDoesNotCheck_IsPlannedOnceMoreWithWhatWasWrong()
    {
        var planner = new Script(Wrong, Sound);
        var answer = await AskAsync("?", planner);
        Assert.Equal((OutcomeKind.Answered, 3L), (answer.Outcome, answer.Value.Integer));
        Assert.Equal(2, answer.Attempts.Count);
        Assert.Equal(OutcomeKind.Rejected, answer.Attempts[0].Outcome.Kind);
        Assert.Equal(Wrong, planner.Asked[1].Failed!.Plan);
        Assert.Contains("counts", planner.Asked[1].Failed!.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_PlansThatNeverCheck_EndAfterTheSecond()
    {
        var planner = new Script(Wrong, Wrong, Sound);
        var answer = await AskAsync("?", planner);
        Assert.Equal((OutcomeKind.Rejected, 2, 2), (answer.Outcome, answer.Attempts.Count, planner.Asked.Count));
    }

    [Fact]
    public async Task Ask_UnknownAnswer_IsPlannedOnceMoreAndBothPlansStay()
    {
        var planner = new Script("cars = find(\"car\")\none = unique(cars)\nc = colour(one)\nreturn c\n", Sound);
        var answer = await AskAsync("?", planner);
        Assert.Equal(OutcomeKind.Answered, answer.Outcome);
        Assert.Equal(OutcomeKind.Unknown, answer.Attempts[0].Outcome.Kind);
        Assert.Contains("there are 3", planner.Asked[1].Failed!.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_FirstTierHasNoPlan_TheNextAnswersAndIsNamed()
    {
        var answer = await AskAsync("how many cars are there", new Script(), new RetrievalPlanner());
        Assert.Equal((OutcomeKind.Answered, "retrieval"), (answer.Outcome, answer.Last!.Planner));
    }

    [Fact]
    public async Task Ask_PlannerThatBreaks_IsToldNotThrown()
    {
        var answer = await AskAsync("?", new Broken());
        Assert.Equal(OutcomeKind.Rejected, answer.Outcome);
        Assert.Contains("'broken' failed: no memory left", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_TooDear_SaysThePriceAndPlansNoSecondTime()
    {
        var planner = new Script(Sound, Sound);
        var pipeline = new QueryPipeline([planner], new PlanChecker(Plans.Everything, CostProfile.Declared), new FakeTimeProvider());
        var answer = await pipeline.AskAsync(new Query("?", TimeSpan.FromMicroseconds(10)), Yard.World(), TestContext.Current.CancellationToken);
        Assert.Equal((OutcomeKind.OverBudget, 1), (answer.Outcome, planner.Asked.Count));
        Assert.Contains("ms", answer.Error, StringComparison.Ordinal);
    }

    /// <summary>find costs 100 µs, where 9 and 1 a thing, count half: 111.5 pay for two of the yard's three cars, 114.5 for five.</summary>
    [Theory]
    [InlineData(111.5, "1. (The budget pays for 2 things a set: there may be more. Ask with a larger budget.)")]
    [InlineData(114.5, "2.")]
    [InlineData(1000, "2.")]
    public async Task Ask_BudgetThatMakesTheSetsSmaller_SaysWhatItMayHaveMissed(double micros, string text)
    {
        var profile = new CostProfile
        {
            Tools = Plans.Everything.Catalog.Tools.ToDictionary(tool => tool.Name, tool => tool.Name switch { "find" => new ToolCost(100), "where" => new ToolCost(9, 1), _ => new ToolCost(0.5) }),
        };
        var pipeline = new QueryPipeline([new RetrievalPlanner()], new PlanChecker(Plans.Everything, profile), new FakeTimeProvider());
        var answer = await pipeline.AskAsync(new Query("how many red cars are there", TimeSpan.FromMicroseconds(micros)), Yard.World(), TestContext.Current.CancellationToken);
        Assert.Equal(text, answer.Text);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \n", "empty")]
    public async Task Ask_NoQuestion_IsRejectedWithAnExample(string question, string expected) =>
        Assert.Contains(expected, (await AskAsync(question, new RetrievalPlanner())).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Ask_TenKilobytes_IsRejectedWithItsLength() =>
        Assert.Contains("10240 characters", (await AskAsync(new string('x', 10240), new RetrievalPlanner())).Error, StringComparison.Ordinal);

    private static async Task<Answer> AskAsync(string question, params IPlanner[] planners) =>
        await new QueryPipeline(planners, new PlanChecker(Plans.Everything, CostProfile.Declared), new FakeTimeProvider())
            .AskAsync(new Query(question, Plans.Ample), Yard.World(), TestContext.Current.CancellationToken);

    /// <summary>Hands out its plans in turn.</summary>
    private sealed class Script(params string[] plans) : IPlanner
    {
        public List<PlanRequest> Asked { get; } = [];

        public string Name => "script";

        public ValueTask<PlanProposal> PlanAsync(PlanRequest request, CancellationToken cancellationToken)
        {
            Asked.Add(request);
            return new(Asked.Count <= plans.Length ? new PlanProposal(plans[Asked.Count - 1], 1) : new PlanProposal(null, 0, "the script is over"));
        }
    }

    private sealed class Broken : IPlanner
    {
        public string Name => "broken";

        public ValueTask<PlanProposal> PlanAsync(PlanRequest request, CancellationToken cancellationToken) => throw new InvalidOperationException("no memory left");
    }
}
