using EdgePlanner.Binding;
using EdgePlanner.Tools;
using EdgeWorld.Clevr;
using EdgeWorld.Planning.Splits;

namespace EdgeWorld.Planning.Seeds;

/// <summary>
/// The hand-written pairs as a model is taught them, each also in variants: other words in both question and plan, and tools under made-up names whose
/// documentation stands in front. No sentence of the generator is in them.
/// </summary>
public sealed class SeedPairs
{
    /// <summary>More would be a training set, not seeds.</summary>
    public const int Most = 300;

    /// <summary>As many as NS-VQA began with.</summary>
    private const int FromClevr = 270;

    /// <summary>Apart from the seeds of questions.</summary>
    private const int ClevrSeeds = 1_000_000;

    private readonly List<Seed> _seeds = [];

    /// <summary>The shipped ones.</summary>
    /// <exception cref="WorldException">A plan does not check.</exception>
    public SeedPairs()
        : this(HandWritten.Shipped("seeds"))
    {
    }

    /// <exception cref="WorldException">A plan does not check, or there are more than <see cref="Most"/>.</exception>
    public SeedPairs(IReadOnlyList<HandWritten> pairs)
        : this(pairs, HeldOut.Objection)
    {
    }

    private SeedPairs(IReadOnlyList<HandWritten> pairs, Func<string, BoundPlan, string?> objection)
    {
        if (pairs.Count > Most)
            throw new WorldException($"{pairs.Count} seeds are too many: {Most} at most");
        var reading = new PlanReading(PrimitiveCatalog.Standard);
        List<string> leftOut = [];
        foreach (var pair in pairs)
        {
            var (canonical, plan) = reading.Read(pair.Plan, $"block {pair.Block}, '{pair.Question}'");
            if (objection(pair.Question, plan.Plan) is { } reason)
                leftOut.Add($"block {pair.Block}, '{pair.Question}': {reason}");
            else
                _seeds.Add(new Seed(pair.Language, pair.Question, canonical, plan.Plan));
        }
        LeftOut = leftOut;
    }

    /// <summary>Questions about CLEVR's training scenes with the programs of its reference; the splits of street questions do not concern them.</summary>
    public static SeedPairs OfClevr(ClevrQuiz quiz, int seed) =>
        new([.. new ClevrQuestions(quiz, untouched: false, seed + ClevrSeeds).Take(FromClevr).Select((question, i) => new HandWritten(Language.English, question.Question, question.Plan, i + 1))], (_, _) => null);

    public int Count => _seeds.Count;

    /// <summary>Pairs that have something which is held out of training, and what.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    /// <param name="variants">Of each pair, beside itself.</param>
    public IEnumerable<TaughtPair> Take(int variants, int seed)
    {
        var changes = new PairVariants(seed);
        foreach (var pair in _seeds)
        {
            yield return PairVariants.Itself(pair);
            foreach (var variant in changes.Of(pair, variants))
                yield return variant;
        }
    }
}
