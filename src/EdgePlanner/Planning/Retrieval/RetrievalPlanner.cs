using EdgePlanner.Tools;

namespace EdgePlanner.Planning.Retrieval;

/// <summary>
/// Plans by the nearest exemplar: no model, the same plan for the same question, and the tier that is always there.
/// <code>
///  question ─► words ─► laid over every exemplar ─► cheapest ─► its plan, slots filled with what the question says
/// </code>
/// </summary>
/// <param name="tools">Tools whose own questions it knows too; null for none.</param>
public sealed class RetrievalPlanner(IEnumerable<ToolDeclaration>? tools = null) : IPlanner
{
    private static readonly string[] s_examples = ["how many red cars are there", "how far is the nearest person", "is the traffic light green", "what colour is the bus"];

    private const int MostUnread = 5;

    private readonly IReadOnlyList<Exemplar> _exemplars =
        [.. ExemplarBook.Shipped, .. (tools ?? []).SelectMany(tool => tool.Questions).SelectMany(ExemplarBook.Of)];

    /// <summary>What is left to add up where every word fits: nothing but rounding.</summary>
    private const double Nothing = 1e-6;

    public const string TierName = "retrieval";

    /// <summary>Of one that is asked <see cref="WordForWord"/>.</summary>
    public const string KnownTierName = "known";

    /// <summary>It has a plan only where a known question was asked word for word, but for its things, the words that describe them and numbers. Such a plan is
    /// almost surely right; whoever is asked next has to be surer of others.</summary>
    public bool WordForWord { get; init; }

    public string Name => WordForWord ? KnownTierName : TierName;

    public ValueTask<PlanProposal> PlanAsync(PlanRequest request, CancellationToken cancellationToken) => new(Plan(request));

    internal PlanProposal Plan(PlanRequest request)
    {
        var words = Words.Of(request.Question);
        if (words.Length == 0)
            return new PlanProposal(null, 0, $"there is no word in it; ask for example: {Asked()}");
        if (words.Length > Alignment.MostWords)
            return new PlanProposal(null, 0, $"it has {words.Length} words, at most {Alignment.MostWords} are understood: ask one thing at a time");

        var alignment = new Alignment(words);
        var best = _exemplars.Select(exemplar => (Exemplar: exemplar, Fit: alignment.Of(exemplar))).Where(e => e.Fit is not null)
            .OrderBy(e => e.Fit!.Value.Cost).ThenByDescending(e => e.Exemplar.Words.Length).FirstOrDefault();
        if (best.Fit is not { } fit)
            return new PlanProposal(null, 0, $"no question like it is known{Unread(words)}; ask in English and for example: {Asked()}");
        if (WordForWord && fit.Cost > Nothing)
            return new PlanProposal(null, 0, "no known question was asked word for word");
        var plan = PlanWriter.Write(best.Exemplar, fit.Slots);
        return plan == request.Failed?.Plan
            ? new PlanProposal(null, 0, "the retrieval planner has one plan for a question")
            : new PlanProposal(plan, Math.Exp(-fit.Cost));
    }

    /// <summary>Words that stand in no question that is known.</summary>
    private string Unread(string[] words)
    {
        var unread = words.Distinct(StringComparer.Ordinal)
            .Where(word => !Lexicon.Knows(word) && !_exemplars.Any(exemplar => exemplar.Words.Contains(word))).Take(MostUnread).ToArray();
        return unread.Length == 0 ? "" : $", nothing here knows {string.Join(", ", unread.Select(word => $"\"{word}\""))}";
    }

    private static string Asked() => string.Join(", ", s_examples.Select(example => $"\"{example}?\""));
}
