using EdgeHost.Rewards;
using EdgeHost.Rewards.Judging;
using EdgePlanner.Language;
using EdgePlanner.Rewarding;
using EdgePlanner.Running;
using EdgePlanner.Values;
using Xunit;

namespace EdgeHost.Tests.Rewards.Judging;

public sealed class SelfJudgeTests
{
    [Theory]
    [InlineData(null, 0.1)]
    [InlineData(2, 0.3)]
    [InlineData(3, -0.3)]
    public void Judge_AnAnswer_BySecondWay(int? second, double reward)
    {
        var judgement = SelfJudge.Judge(Answered(OutcomeKind.Answered, Value.OfInt(2)), second is { } count ? new SecondOpinion("", Outcome(Value.OfInt(count))) : null);
        Assert.Equal((reward, RewardSource.SelfCheck), (judgement.Reward, judgement.Source));
    }

    [Fact]
    public void Judge_AnAnswerOfAnotherKind_IsWorseThanADisagreement()
    {
        var judgement = SelfJudge.Judge(Answered(OutcomeKind.Answered, Value.OfText("red")), new SecondOpinion("", Outcome(Value.OfText("red"))));
        Assert.Equal((-0.5, RewardSource.SelfCheck), (judgement.Reward, judgement.Source));
    }

    [Theory]
    [InlineData(OutcomeKind.Rejected, -0.5)]
    [InlineData(OutcomeKind.Failed, -0.5)]
    [InlineData(OutcomeKind.OverBudget, -0.5)]
    [InlineData(OutcomeKind.Unknown, 0)]
    public void Judge_NoAnswer_IsARule(OutcomeKind outcome, double reward)
    {
        var judgement = SelfJudge.Judge(Answered(outcome, Value.None), null);
        Assert.Equal((reward, RewardSource.Rule), (judgement.Reward, judgement.Source));
    }

    private static AnsweredQuestion Answered(OutcomeKind outcome, Value value) =>
        new() { Id = "1", TimeS = 0, Question = "how many cars are there?", Outcome = outcome, Text = "", Value = value, Planner = "retrieval" };

    private static PlanOutcome Outcome(Value value) => new(OutcomeKind.Answered, value, Trace.Empty, (IReadOnlyList<Diagnostic>)[], null, 0);
}
