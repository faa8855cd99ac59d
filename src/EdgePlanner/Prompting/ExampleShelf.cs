using EdgePlanner.Masking;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;

namespace EdgePlanner.Prompting;

/// <summary>Known questions with their plans, written canonically, with everyday things in their slots.</summary>
internal sealed class ExampleShelf
{
    /// <summary>What the slots of exemplars take.</summary>
    private static readonly Dictionary<string, object> s_slots = new(StringComparer.Ordinal)
    {
        ["{things}"] = new Phrase("car", [], [], true), ["{others}"] = new Phrase("person", [], [], true), ["{attribute}"] = "red", ["{place}"] = "road",
        ["{metres}"] = "10", ["{seconds}"] = "5", ["{number}"] = "2",
    };

    private readonly Lazy<IReadOnlyList<Example>> _examples = new(() => [.. Examples()]);

    /// <summary>Those that share most of their words with the question, the nearest last; of those whose tools are offered.</summary>
    public IReadOnlyList<Example> Nearest(string question, ToolOffer offer, int most)
    {
        var words = Words.Of(question).ToHashSet(StringComparer.Ordinal);
        return [.. _examples.Value
            .Where(example => example.Tools.All(name => offer.Find(name) is { } tool && offer.IsOffered(tool)))
            .Select(example => (Example: example, Likeness: Likeness(example, words)))
            .OrderByDescending(pair => pair.Likeness).DistinctBy(pair => pair.Example.Plan).Take(most).Reverse().Select(pair => pair.Example)];
    }

    private static double Likeness(Example example, HashSet<string> words)
    {
        double shared = 0;
        foreach (var word in example.Words)
        {
            if (words.Contains(word))
                shared += Lexicon.IsSmall(word) ? 0.1 : 1;
        }
        return shared / (1 + example.Words.Count + words.Count);
    }

    private static IEnumerable<Example> Examples()
    {
        var checker = new PlanChecker(PrimitiveCatalog.Standard.For(Capabilities.All), CostProfile.Declared);
        foreach (var exemplar in ExemplarBook.Shipped)
        {
            var plan = checker.Check(PlanWriter.Write(exemplar, Filled(exemplar)), TimeSpan.FromHours(1)).Plan;
            if (plan is null || CanonicalPlan.Of(plan.Plan) is not { } text)
                continue;
            var question = string.Join(' ', exemplar.Words.Select(word => s_slots.GetValueOrDefault(word) switch { Phrase phrase => phrase.Noun, string value => value, _ => word }));
            yield return new Example(question, text, [.. Words.Of(question)], [.. plan.Plan.Steps.ToArray().Select(step => step.Tool.Name).Distinct()]);
        }
    }

    private static Dictionary<string, object> Filled(Exemplar exemplar) =>
        exemplar.Words.Where(s_slots.ContainsKey).Distinct(StringComparer.Ordinal).ToDictionary(word => word, word => s_slots[word], StringComparer.Ordinal);
}

internal sealed record Example(string Question, string Plan, HashSet<string> Words, IReadOnlyList<string> Tools);
