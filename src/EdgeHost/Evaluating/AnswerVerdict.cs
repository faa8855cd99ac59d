using EdgePlanner.Answering;
using EdgePlanner.Running;
using EdgePlanner.Values;

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
    /// <summary>Metres, metres a second and seconds: so much is never wrong, nor is this share of the truth.</summary>
    private const double LeastTolerance = 1;
    private const double ToleranceShare = 0.15;

    public static AnswerVerdict Of(in Value truth, Answer answer) => Of(truth, answer.Outcome, answer.Value);

    public static AnswerVerdict Of(in Value truth, OutcomeKind outcome, in Value value) => outcome switch
    {
        OutcomeKind.Unknown => truth.IsKnown ? AnswerVerdict.Unanswered : AnswerVerdict.Right,
        OutcomeKind.Answered when !truth.IsKnown || truth.Type != value.Type => AnswerVerdict.Wrong,
        OutcomeKind.Answered => Compared(truth, value),
        _ => AnswerVerdict.Refused,
    };

    private static AnswerVerdict Compared(in Value truth, in Value value)
    {
        switch (truth.Type)
        {
            case PlanType.Int:
                var off = Math.Abs(truth.Integer - value.Integer);
                return off == 0 ? AnswerVerdict.Right : off == 1 ? AnswerVerdict.OffByOne : AnswerVerdict.Wrong;
            case PlanType.Metres or PlanType.MetresPerSecond or PlanType.Seconds:
                return Math.Abs(truth.Number - value.Number) <= Math.Max(LeastTolerance, ToleranceShare * truth.Number) ? AnswerVerdict.Right : AnswerVerdict.Wrong;
            default:
                return truth == value ? AnswerVerdict.Right : AnswerVerdict.Wrong;
        }
    }
}
