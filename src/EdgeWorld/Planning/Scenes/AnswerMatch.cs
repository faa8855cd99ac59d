using EdgePlanner.Running;
using EdgePlanner.Values;

namespace EdgeWorld.Planning.Scenes;

/// <summary>Whether two answers say the same: measures within a metre or 15 %, moments within a frame and of the same place, all else exactly.</summary>
public static class AnswerMatch
{
    private const double LeastTolerance = 1;
    private const double ToleranceShare = 0.15;
    private const double FrameSeconds = 1.0 / 30;

    public static bool IsRight(in Value truth, in Value answer)
    {
        if (!truth.IsKnown || !answer.IsKnown)
            return truth.IsKnown == answer.IsKnown;
        if (truth.Type != answer.Type)
            return false;
        return truth.Type switch
        {
            PlanType.Metres or PlanType.MetresPerSecond or PlanType.Seconds => Math.Abs(truth.Number - answer.Number) <= Math.Max(LeastTolerance, ToleranceShare * truth.Number),
            PlanType.Moment => Math.Abs(truth.Number - answer.Number) <= FrameSeconds && truth.Text == answer.Text, // a file of questions has milliseconds
            _ => truth == answer,
        };
    }

    /// <summary>Of a plan that ended so: one that broke or is not allowed answers nothing, which is no "cannot be told" either.</summary>
    public static bool IsRight(in Value truth, PlanOutcome outcome) =>
        outcome.Kind is OutcomeKind.Answered or OutcomeKind.Unknown && IsRight(truth, outcome.Value);

    /// <summary>Answers of one key are the same one where it is counted how many differ.</summary>
    public static string KeyOf(in Value answer) => !answer.IsKnown ? "unknown"
        : answer.Type is PlanType.Boxes or PlanType.Tracks ? (answer.Set.IsEmpty ? "none" : $"{answer.Set.Count}")
        : answer.Type is PlanType.Metres or PlanType.MetresPerSecond or PlanType.Seconds ? $"{Math.Round(2 * Math.Log(1 + answer.Number))}"
        : answer.ToString();
}
