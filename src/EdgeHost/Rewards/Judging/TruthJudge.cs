using EdgeHost.Evaluating;
using EdgePlanner.Running;
using EdgePlanner.Values;
using EdgeWorld.Questions;
using EdgeWorld.Scenes;

namespace EdgeHost.Rewards.Judging;

/// <summary>
/// Holds an answer against the truth:
/// <code>
///  its frame is annotated ──────────────► that answer ──────────────────────────┐
///  its question is annotated with a plan ─► that plan on the scene's truth ─────┼─► right or wrong
///  the scene's truth is known ────────────► the answer's own plan on that truth ┘   (of seeing only: counts half)
/// </code>
/// </summary>
internal sealed class TruthJudge(KnownTruths known)
{
    private const double OffByOne = -0.5;
    private const double Unanswered = -0.25;
    private const double Refused = -0.5;

    /// <summary>A wrong plan that is carried out faultlessly would earn as much as a right one.</summary>
    private const double SeeingOnly = 0.5;

    /// <summary>Null where nobody knows.</summary>
    /// <param name="film">As <see cref="EdgeWorld.WorldOptions.ToUri"/> writes it; null for a camera that is none.</param>
    public Judgement? Judge(AnsweredQuestion answered, SceneGraph? truth, string? film)
    {
        var (ofFrame, plan) = known.Find(answered.Question, film, truth?.Frame);
        if (ofFrame is not null)
            return Of(answered, new FairTruth(ofFrame.Answer, ofFrame.Answer), 1);
        if (truth is null)
            return null;
        if (plan is not null && FairTruth.Of(truth, plan) is { } asked)
            return Of(answered, asked, 1);
        return answered.Outcome is OutcomeKind.Answered or OutcomeKind.Unknown && answered.Plan is { } own && FairTruth.Of(truth, own) is { } seen
            ? Of(answered, seen, SeeingOnly) with { OfSeeingOnly = true }
            : null;
    }

    /// <summary>Who sees what hardly can be seen is as right as who does not, and so is who sees some of it.</summary>
    private static Judgement Of(AnsweredQuestion answered, in FairTruth truth, double weight)
    {
        var (one, other) = (Of(answered, truth.Counted, weight), Of(answered, truth.Noticed, weight));
        if (truth is { Counted: { Type: PlanType.Int, IsKnown: true } fewest, Noticed: { Type: PlanType.Int, IsKnown: true } most } && answered is { Outcome: OutcomeKind.Answered, Value: { Type: PlanType.Int } said }
            && said.Integer >= Math.Min(fewest.Integer, most.Integer) && said.Integer <= Math.Max(fewest.Integer, most.Integer))
            return Of(answered, said, weight);
        return other.Reward > one.Reward ? other : one;
    }

    private static Judgement Of(AnsweredQuestion answered, in Value truth, double weight)
    {
        var (reward, why) = AnswerVerdicts.Of(truth, answered.Outcome, answered.Value) switch
        {
            AnswerVerdict.Right => (1.0, $"{Said(truth)} was right"),
            AnswerVerdict.OffByOne => (OffByOne, $"{Said(truth)} was right, {Said(answered.Value)} is one off"),
            AnswerVerdict.Unanswered => (Unanswered, $"{Said(truth)} was right, and could not be told"),
            AnswerVerdict.Refused => (Refused, $"{Said(truth)} was right, and there was no answer"),
            _ => (-1.0, $"{Said(truth)} was right, not {Said(answered.Value)}"),
        };
        return new Judgement(weight * reward, RewardSource.Truth, why);
    }

    private static string Said(in Value value) => value.IsKnown ? value.ToString() : "that it cannot be told";
}
