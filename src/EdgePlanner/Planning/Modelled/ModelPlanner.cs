using System.Numerics;
using EdgePlanner.Generating;
using EdgePlanner.Masking;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;

namespace EdgePlanner.Planning.Modelled;

/// <summary>
/// Plans by a code model that is held to the plan language:
/// <code>
///  question ─► prompt ─► model, masked: offered tools, budget, words of the question ─► whole and sure of it? ─► plan, else the next tier
/// </code>
/// </summary>
/// <param name="prompt">What the model reads of a question.</param>
/// <param name="lexicon">Texts that may stand in a plan though the question does not say them (<see cref="PlanWords"/>).</param>
public sealed class ModelPlanner(
    ITextModel model, Func<string, ToolOffer, string> prompt, ToolOffer offer, CostProfile profile, IReadOnlyList<string> lexicon, ModelPlannerLimits limits, TimeProvider time) : IPlanner
{
    private const int MostGrammars = 8;

    private readonly Dictionary<TimeSpan, PlanGrammar> _grammars = [];

    public string Name => model.Name;

    /// <summary>What a model reads, of its prompt and the plan that failed, to write a better one. Null, as for a model that was never taught such a thing: it writes several others.</summary>
    public Func<string, FailedPlan, string>? Correction { get; init; }

    /// <summary>For a question with such a budget; of two that are near each other the same.</summary>
    public PlanGrammar GrammarFor(TimeSpan budget)
    {
        // A mask belongs to a budget, and a new one has everything to find out anew: so down to a power of four.
        var micros = Math.Max(1, (long)budget.TotalMicroseconds);
        budget = TimeSpan.FromMicroseconds(1L << (BitOperations.Log2((ulong)micros) & ~1));
        if (_grammars.TryGetValue(budget, out var grammar))
            return grammar;
        if (_grammars.Count >= MostGrammars)
            _grammars.Clear();
        return _grammars[budget] = new PlanGrammar(offer, profile, budget, lexicon, limits.MostStatements);
    }

    public async ValueTask<PlanProposal> PlanAsync(PlanRequest request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limits.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var written = await model.WriteAsync([RequestFor(request)], either.Token);
            return Choose(written[0], request.Failed);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Without(FormattableString.Invariant($"it had no plan after {limits.Patience.TotalSeconds:0.##} s"));
        }
        catch (TextModelException e)
        {
            return Without(e.Message);
        }
    }

    /// <summary>The likeliest plan; once that has failed, another by what was wrong with it, or several others to take one from.</summary>
    private WritingRequest RequestFor(PlanRequest request)
    {
        var grammar = GrammarFor(request.Budget ?? limits.Budget);
        var text = prompt(request.Question, offer);
        if (request.Failed is { } failed && Correction is not null)
            text = Correction(text, failed);
        return request.Failed is null || Correction is not null
            ? new WritingRequest(text, request.Question, grammar, MostTokens: limits.MostTokens)
            : new WritingRequest(text, request.Question, grammar, new Sampling(Temperature: 1, TopP: 0.95f, Seed: 1), limits.OtherPlans, limits.MostTokens);
    }

    private PlanProposal Choose(IReadOnlyList<WrittenPlan> written, FailedPlan? failed)
    {
        // What failed may have come from another planner, in other words: here it counts as the same only in its own.
        var others = written.Where(plan => plan.End != WritingEnd.Whole || failed is null || plan.Text.Trim() != failed.Plan.Trim()).ToList();
        if (others.Count == 0)
            return Without("it has no other plan for the question");
        var best = others[0];
        var confidence = Math.Min(Math.Exp(best.LogProbability), 1);
        return best switch
        {
            { End: WritingEnd.OutOfContext } => Without("the question, with what the model must read besides, is longer than its context"),
            { End: WritingEnd.OutOfTokens } => Without($"its plan did not end within {limits.MostTokens} tokens"),
            { End: not WritingEnd.Whole } => Without("it stopped before its plan was whole"),
            _ when best.LeastAllowed < limits.LeastAllowed => Without(FormattableString.Invariant($"it wanted to write something else than a plan (only {best.LeastAllowed:0.###} of its choice was one)")),
            _ when confidence < limits.LeastConfidence => Without(FormattableString.Invariant($"it is not sure of any plan (the best has a probability of {confidence:0.###})")),
            _ => new PlanProposal(best.Text, confidence),
        };
    }

    private PlanProposal Without(string why) => new(null, 0, $"the planner '{Name}' has no plan: {why}");
}
