using EdgePlanner.Answering;
using EdgePlanner.Running;
using EdgePlanner.Values;
using EdgeWorld.Planning.Scenes;

namespace EdgeHost.Evaluating;

/// <summary>How an answer stands to the truth. docs/evaluation.md has the rules in words.</summary>
internal enum AnswerVerdict
{
    Right,

    /// <summary>A count that is one too many or too few: wrong, and told apart.</summary>
    OffByOne,

    /// <summary>The plan ran and could not tell, where the truth can.</summary>
    Unanswered,

    /// <summary>No plan, one that does not check, or a run that broke.</summary>
    Refused,

    Wrong,
}

internal static class AnswerVerdicts
{
    public static AnswerVerdict Of(in Value truth, Answer answer) => Of(truth, answer.Outcome, answer.Value);

    public static AnswerVerdict Of(in Value truth, OutcomeKind outcome, in Value value) => outcome switch
    {
        OutcomeKind.Unknown => truth.IsKnown ? AnswerVerdict.Unanswered : AnswerVerdict.Right,
        OutcomeKind.Answered when AnswerMatch.IsRight(truth, value) => AnswerVerdict.Right,
        OutcomeKind.Answered => IsOffByOne(truth, value) ? AnswerVerdict.OffByOne : AnswerVerdict.Wrong,
        _ => AnswerVerdict.Refused,
    };

    private static bool IsOffByOne(in Value truth, in Value value) =>
        truth is { IsKnown: true, Type: PlanType.Int } && value is { IsKnown: true, Type: PlanType.Int } && Math.Abs(truth.Integer - value.Integer) == 1;
}
