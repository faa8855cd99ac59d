using EdgePlanner;
using EdgePlanner.Masking;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Scenes;

namespace EdgeHost.Teaching;

/// <summary>Runs plans on the scenes of a question and holds what they give against what is true there.</summary>
internal sealed class PlanJudge(IPlanWorlds worlds, PlanPrompts prompts)
{
    /// <summary>Long enough for every crop of a full picture on the slowest device that is supported.</summary>
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(30);

    /// <summary>What being dearer than the reference by its whole price costs.</summary>
    private const double PriceTerm = 0.1;

    private readonly Interpreter _interpreter = new(TimeProvider.System);

    /// <summary>One judgement a plan; null where these worlds say nothing about the question.</summary>
    public IReadOnlyList<JudgedPlan>? Judge(PlanQuestion question, IReadOnlyList<string> plans, CancellationToken cancellationToken)
    {
        if (worlds.Offered(question) is not { } offered)
            return null;
        var checker = new PlanChecker(prompts.OfferOf(question, offered), CostProfile.Declared);
        var sound = plans.Select(plan => checker.Check(plan, s_budget).Plan).ToArray();
        var right = plans.Select(_ => new bool[question.Scenes.Count]).ToArray();
        var unknown = plans.Select(_ => new bool[question.Scenes.Count]).ToArray();
        for (var scene = 0; scene < question.Scenes.Count; scene++)
        {
            using var place = worlds.Open(question.Scenes[scene], cancellationToken);
            for (var i = 0; i < plans.Count; i++)
            {
                if (sound[i] is not { } plan)
                    continue;
                var outcome = _interpreter.Run(plan, place.World, cancellation: cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                right[i][scene] = AnswerMatch.IsRight(question.Scenes[scene].Answer, outcome);
                unknown[i][scene] = outcome.Kind == OutcomeKind.Unknown;
            }
        }
        return [.. plans.Select((_, i) => new JudgedPlan(sound[i], sound[i] is { } plan ? CanonicalPlan.Of(plan.Plan) : null, right[i], unknown[i]))];
    }

    /// <summary>The share of scenes on which it is right, less a little for a plan that is dearer than the reference; −1 to 1.</summary>
    public static double RewardOf(PlanQuestion question, JudgedPlan judged)
    {
        if (judged.Plan is null)
            return 0;
        var dearer = question.PriceMs > 0 ? Math.Max(0, (judged.Plan.Price.TotalMilliseconds - question.PriceMs) / question.PriceMs) : 0;
        return Math.Clamp(judged.Match - (PriceTerm * dearer), -1, 1);
    }
}

/// <param name="Plan">Null for text that does not check.</param>
/// <param name="Canonical">Null where it cannot be said so.</param>
/// <param name="Right">By scene.</param>
/// <param name="Unknown">By scene: it ran and could not tell.</param>
internal sealed record JudgedPlan(PricedPlan? Plan, string? Canonical, bool[] Right, bool[] Unknown)
{
    /// <summary>The share of scenes on which it is right.</summary>
    public double Match => Right.Length == 0 ? 0 : (double)Right.Count(right => right) / Right.Length;

    public bool IsRight => Right.All(right => right);
}
