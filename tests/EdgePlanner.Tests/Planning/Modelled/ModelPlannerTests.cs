using EdgePlanner.Generating;
using EdgePlanner.Planning;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Pricing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgePlanner.Tests.Planning.Modelled;

public sealed class ModelPlannerTests
{
    private const string Plan = "a = find(\"car\")\nb = count(a)\nreturn b";
    private const string Other = "a = find(\"bus\")\nb = count(a)\nreturn b";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_ThatIsWholeAndSure_IsProposed()
    {
        var model = new Answers(new WrittenPlan(Plan, WritingEnd.Whole, 5, Math.Log(0.8), 0.9));
        var proposal = await Planner(model).PlanAsync(Request(), Cancelled);
        Assert.Equal(Plan, proposal.Plan);
        Assert.Equal(0.8, proposal.Confidence, 1e-9);
        Assert.Equal("how many cars?|prompt", model.Asked[0].Prompt);
        Assert.Equal(0, model.Asked[0].Sampling.Temperature);
    }

    [Theory]
    [InlineData(WritingEnd.OutOfContext, 1, 1, "longer than its context")]
    [InlineData(WritingEnd.OutOfTokens, 1, 1, "did not end within")]
    [InlineData(WritingEnd.Stopped, 1, 1, "stopped before its plan was whole")]
    [InlineData(WritingEnd.Whole, 1, 0.001, "wanted to write something else than a plan")]
    [InlineData(WritingEnd.Whole, 0.01, 1, "not sure of any plan")]
    public async Task Plan_ThatIsNot_IsDeclinedWithTheReason(WritingEnd end, double probability, double allowed, string why)
    {
        var proposal = await Planner(new Answers(new WrittenPlan(Plan, end, 5, Math.Log(probability), allowed))).PlanAsync(Request(), Cancelled);
        Assert.Null(proposal.Plan);
        Assert.Contains(why, proposal.WhyNot, StringComparison.Ordinal);
        Assert.Contains("the planner 'answers'", proposal.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_AfterOneThatFailed_IsAnotherOrNone()
    {
        var model = new Answers(new WrittenPlan(Plan, WritingEnd.Whole, 5), new WrittenPlan(Other, WritingEnd.Whole, 5));
        var again = Request() with { Failed = new FailedPlan(Plan, "it found nothing") };
        Assert.Equal(Other, (await Planner(model).PlanAsync(again, Cancelled)).Plan);
        Assert.True(model.Asked[0] is { Sampling.Temperature: > 0, Samples: > 1 });
        var proposal = await Planner(new Answers(new WrittenPlan(Plan, WritingEnd.Whole, 5))).PlanAsync(again, Cancelled);
        Assert.Null(proposal.Plan);
        Assert.Contains("no other plan", proposal.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OfAModelThatHangs_IsGivenUp()
    {
        var time = new FakeTimeProvider();
        var planning = Planner(new Answers(), time).PlanAsync(Request(), Cancelled);
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(planning.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Contains("no plan after 2 s", (await planning).WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OfAModelThatCannotBeAsked_IsDeclined() =>
        Assert.Contains("unplugged", (await Planner(new Answers { Failure = new TextModelException("unplugged") }).PlanAsync(Request(), Cancelled)).WhyNot, StringComparison.Ordinal);

    [Fact]
    public async Task Budget_IsRoundedDown_SoThatMasksAreFoundAgain()
    {
        var model = new Answers(new WrittenPlan(Plan, WritingEnd.Whole, 5));
        var planner = Planner(model);
        foreach (var seconds in (double[])[5, 4.5, 1])
            await planner.PlanAsync(Request() with { Budget = TimeSpan.FromSeconds(seconds) }, Cancelled);
        Assert.Same(model.Asked[0].Grammar, model.Asked[1].Grammar);
        Assert.All(model.Asked.Zip((double[])[5, 4.5, 1]), pair => Assert.InRange(pair.First.Grammar.Budget.TotalSeconds, pair.Second / 4, pair.Second));
    }

    private static PlanRequest Request() => new("how many cars?", new HashSet<string>());

    private static ModelPlanner Planner(ITextModel model, TimeProvider? time = null) =>
        new(model, (question, _) => $"{question}|prompt", Plans.Everything, CostProfile.Declared, PlanWords.Shipped, new ModelPlannerLimits(), time ?? TimeProvider.System);

    /// <summary>Writes what it is told; without anything it writes for ever.</summary>
    private sealed class Answers(params WrittenPlan[] plans) : ITextModel
    {
        public List<WritingRequest> Asked { get; } = [];

        public Exception? Failure { get; init; }

        public string Name => "answers";

        public async ValueTask<IReadOnlyList<IReadOnlyList<WrittenPlan>>> WriteAsync(IReadOnlyList<WritingRequest> requests, CancellationToken cancellationToken)
        {
            Asked.AddRange(requests);
            if (Failure is not null)
                throw Failure;
            if (plans.Length == 0)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return [plans];
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
