using EdgeHost.Teaching;
using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Scenes;

namespace EdgeHost.Evaluating.Planners;

/// <summary>What a contribution to a question is worth.</summary>
internal sealed class SplitJudge(TruePlaces places, PlanPrompts prompts, RandomScenes scenes)
{
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(30);

    private readonly PlanJudge _judge = new(places, prompts);
    private readonly Interpreter _interpreter = new(TimeProvider.System);

    public QuestionScore Judge(PlanQuestion question, in Contribution contribution, CancellationToken cancellationToken)
    {
        var unanswerable = question.Kind == "unanswerable";
        if (contribution.Plan is not { } text)
            return Said(question, contribution, unanswerable);
        var judged = _judge.Judge(question, [text], cancellationToken)![0];
        var refused = judged.Plan is null || judged.Unknown.All(unknown => unknown);
        var dearness = judged.Plan is { } plan && question.PriceMs > 0 ? plan.Price.TotalMilliseconds / question.PriceMs : 0;
        return new QuestionScore(
            judged.Plan is null ? unanswerable : judged.IsRight, true, judged.Plan is not null, judged.Canonical is { } canonical && canonical == question.Plan, IsEquivalent(question, judged),
            judged.Right.Length > 0 && judged.Right[0], refused, unanswerable, dearness);
    }

    /// <summary>An answer without a plan, or none.</summary>
    private static QuestionScore Said(PlanQuestion question, in Contribution contribution, bool unanswerable)
    {
        var said = contribution.Said;
        var refused = said.Type == EdgePlanner.Values.PlanType.None || !said.IsKnown;
        bool IsRight(AskedOn scene) => refused ? unanswerable : AnswerMatch.IsRight(scene.Answer, said);
        return new QuestionScore(question.Scenes.All(IsRight), false, false, false, question.Plan.Length > 0 ? false : null, IsRight(question.Scenes[0]), refused, unanswerable, 0);
    }

    private bool? IsEquivalent(PlanQuestion question, JudgedPlan judged)
    {
        if (question.Plan.Length == 0 || question.Scenes.Any(scene => EdgeWorld.Clevr.ClevrQuiz.IsSource(scene.Source)))
            return null;
        if (judged.Plan is not { } plan)
            return false;
        if (judged.Canonical == question.Plan)
            return true;
        var reference = new PlanChecker(prompts.OfferOf(question), CostProfile.Declared).Check(question.Plan, s_budget).Plan
            ?? throw new InvalidOperationException($"the reference of {question.Id} does not check");
        return scenes.All.All(scene => AnswerMatch.IsRight(_interpreter.Run(reference, scene.World).Value, _interpreter.Run(plan, scene.World)));
    }
}
