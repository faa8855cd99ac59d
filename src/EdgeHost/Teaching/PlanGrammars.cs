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

    private readonly Dictionary<ToolOffer, PlanGrammar> _grammars = [];

    public PlanGrammar Of(PlanQuestion question)
    {
        var offer = prompts.OfferOf(question);
        if (!_grammars.TryGetValue(offer, out var grammar))
            _grammars[offer] = grammar = new PlanGrammar(offer, CostProfile.Declared, s_budget, PlanWords.Shipped, s_limits.MostStatements);
        return grammar;
    }
}
