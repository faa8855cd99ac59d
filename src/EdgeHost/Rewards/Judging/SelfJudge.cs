using EdgeHost.Asking;
using EdgeHost.Evaluating;
using EdgePlanner.Rewarding;
using EdgePlanner.Running;

namespace EdgeHost.Rewards.Judging;

/// <summary>What can be said of an answer without knowing the right one: little, so its numbers are small.</summary>
internal static class SelfJudge
{
    private const double Ran = 0.1;
    private const double Agrees = 0.3;
    private const double Contradicts = -0.3;
    private const double WrongKind = -0.5;
    private const double NoAnswer = -0.5;

    /// <param name="second">Null where there was no second way, or no time for it.</param>
    public static Judgement Judge(AnsweredQuestion answered, SecondOpinion? second) => answered.Outcome switch
    {
        OutcomeKind.Answered when AskedType.Fits(answered.Question, answered.Value.Type) == false =>
            Checked(WrongKind, $"{answered.Value.Type} is not what such a question asks for"),
        OutcomeKind.Answered when second is { Outcome: { Kind: OutcomeKind.Answered } other } => AnswerVerdicts.Of(other.Value, answered.Outcome, answered.Value) == AnswerVerdict.Right
            ? Checked(Agrees, $"asked by other tools it is {other.Value} too")
            : Checked(Contradicts, $"asked by other tools it is {other.Value}"),
        OutcomeKind.Answered => Checked(Ran, "it ran; there was no second way of asking, or no time for it"),
        OutcomeKind.Unknown => new Judgement(0, RewardSource.Rule, "it cannot be told"),
        var none => new Judgement(NoAnswer, RewardSource.Rule, AskOutput.OutcomeOf(none)),
    };

    private static Judgement Checked(double reward, string why) => new(reward, RewardSource.SelfCheck, why);
}
