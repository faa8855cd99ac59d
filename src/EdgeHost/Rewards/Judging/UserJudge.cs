using System.Text.Json;
using EdgeHost.Evaluating;
using EdgeHost.Rewards.Hearing;
using EdgePlanner.Running;
using EdgePlanner.Values;

namespace EdgeHost.Rewards.Judging;

/// <summary>What somebody's word makes of an answer. Who corrects says that it was wrong, unless the correction says the same.</summary>
internal static class UserJudge
{
    private const double OffByOne = -0.5;
    private const double Unanswered = -0.25;

    /// <param name="answered">Null where it is not known any more.</param>
    public static Judgement Judge(Feedback feedback, AnsweredQuestion? answered)
    {
        if (feedback.Reward is { } reward)
            return new Judgement(reward, RewardSource.User, "so they said");
        var correction = feedback.Correction;
        if (feedback.Plan is { } plan)
        {
            return IsSame(plan, answered?.Plan)
                ? new Judgement(1, RewardSource.User, "the same plan was said to be right") { Correction = correction }
                : new Judgement(-1, RewardSource.User, "another plan was said to be right") { Correction = correction };
        }
        var verdict = answered is null ? AnswerVerdict.Wrong : Compare(feedback.Correct!.Value, answered);
        return verdict switch
        {
            AnswerVerdict.Right => new Judgement(1, RewardSource.User, "the same was said to be right") { Correction = correction },
            AnswerVerdict.OffByOne => new Judgement(OffByOne, RewardSource.User, "one more or less was said to be right") { Correction = correction },
            AnswerVerdict.Unanswered => new Judgement(Unanswered, RewardSource.User, "it could be told") { Correction = correction },
            _ => new Judgement(-1, RewardSource.User, "something else was said to be right") { Correction = correction },
        };
    }

    private static AnswerVerdict Compare(JsonElement correct, AnsweredQuestion answered)
    {
        if (correct.ValueKind == JsonValueKind.Null)
            return answered.Outcome == OutcomeKind.Unknown ? AnswerVerdict.Right : AnswerVerdict.Wrong;
        Value? truth = (answered.Value.Type, correct.ValueKind) switch
        {
            (PlanType.Bool, JsonValueKind.True or JsonValueKind.False) => Value.OfBool(correct.GetBoolean()),
            (PlanType.Text, JsonValueKind.String) => Value.OfText(correct.GetString()!),
            (PlanType.Int, JsonValueKind.Number) when correct.TryGetInt64(out var count) => Value.OfInt(count),
            (PlanType.Clock, JsonValueKind.Number) when correct.TryGetInt32(out var hour) => Value.OfClock(hour),
            (PlanType.Metres or PlanType.MetresPerSecond or PlanType.Seconds or PlanType.Degrees or PlanType.Float, JsonValueKind.Number) =>
                Value.OfNumber(answered.Value.Type, correct.GetDouble()),
            _ => null, // another kind of value than the answer's
        };
        return truth is { } known ? AnswerVerdicts.Of(known, answered.Outcome, answered.Value) : AnswerVerdict.Wrong;
    }

    private static bool IsSame(string plan, string? other) => other is not null && plan.ReplaceLineEndings("\n").Trim() == other.ReplaceLineEndings("\n").Trim();
}
