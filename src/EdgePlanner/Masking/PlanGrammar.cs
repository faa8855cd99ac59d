using EdgePlanner.Language;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;

namespace EdgePlanner.Masking;

/// <summary>What may be written at all, whoever writes it: of it each model makes the mask over its own vocabulary, or a grammar that its server takes.</summary>
/// <param name="Offer">Tools that can be used now.</param>
/// <param name="Budget">The most that a plan's work may take.</param>
/// <param name="Lexicon">Texts that may stand in a plan though the question does not say them: names of classes and attributes.</param>
/// <param name="MostStatements">Of a plan, the return among them.</param>
public sealed record PlanGrammar(ToolOffer Offer, CostProfile Profile, TimeSpan Budget, IReadOnlyList<string> Lexicon, int MostStatements = PlanLimits.Statements)
{
    /// <param name="endToken">The token that ends a plan.</param>
    public TokenMask MaskFor(TokenTrie vocabulary, int endToken) => new(vocabulary, endToken, Offer, Profile, Budget, Lexicon, MostStatements);

    /// <summary>Walks a mask over the examples of the tools, so that no question pays for the first time that a set of types is met. Takes longer than a question: for
    /// masks that are made ahead of questions.</summary>
    public void Warm(TokenMask mask)
    {
        var checker = new PlanChecker(Offer, Profile);
        foreach (var example in Offer.Tools.SelectMany(tool => tool.Examples))
        {
            if (checker.Check(example, Budget).Plan is { } plan && CanonicalPlan.Of(plan.Plan) is { } text)
                mask.Walk(text);
        }
    }
}
