using EdgePlanner.Language;
using EdgePlanner.Masking;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgeWorld.Planning;

namespace EdgeHost.Teaching;

/// <summary>What may be written for a question; one object for the same tools, so that models keep its mask.</summary>
internal sealed class PlanGrammars(PlanPrompts prompts)
{
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(30);

    /// <summary>As on a device.</summary>
    private static readonly ModelPlannerLimits s_limits = new();

    private const int MostGrammars = 64;

    private readonly Dictionary<(ToolOffer, int), PlanGrammar> _grammars = [];

    /// <summary>Statements of a plan: CLEVR's programs are as long as the language allows.</summary>
    public static int MostStatements(PlanQuestion question) => question.Kind == ClevrQuestions.Kind ? PlanLimits.Statements : s_limits.MostStatements;

    public PlanGrammar Of(PlanQuestion question)
    {
        var key = (Offer: prompts.OfferOf(question), Most: MostStatements(question));
        if (_grammars.TryGetValue(key, out var grammar))
            return grammar;
        if (_grammars.Count >= MostGrammars)
            _grammars.Clear();
        return _grammars[key] = new PlanGrammar(key.Offer, CostProfile.Declared, s_budget, PlanWords.Shipped, key.Most);
    }
}
