namespace EdgePlanner.Planning.Retrieval;

/// <summary>
/// The cheapest way to lay an exemplar over a question: words meet their equals, slots take spans that read as what they want, and what is
/// left over costs, little for words that only give form. Quadratic in the question, whose length is bounded.
/// </summary>
internal sealed class Alignment(string[] question)
{
    public const int MostWords = 40;

    /// <summary>One noun that the lexicon does not know and a few small words pass; one content word too many does not.</summary>
    public const double MostCost = 1.2;

    private const double SmallWordCost = 0.15;
    private const double ContentWordCost = 1.5;
    private const double UnknownNounCost = 0.7;
    private const int LongestPhrase = 24;

    private readonly Dictionary<(int From, int To), Phrase?> _phrases = [];

    /// <summary>Cost and what the slots took; null where the cost is beyond <see cref="MostCost"/>.</summary>
    public (double Cost, IReadOnlyDictionary<string, object> Slots)? Of(Exemplar exemplar)
    {
        var pattern = exemplar.Words;
        if (LeftOutAtLeast(pattern) > MostCost + 1e-9)
            return null;
        var cost = new double[pattern.Length + 1, question.Length + 1];
        var step = new int[pattern.Length + 1, question.Length + 1]; // 0: word of the pattern left out; -1: word of the question; n: so many taken
        for (var p = pattern.Length; p >= 0; p--)
        {
            for (var q = question.Length; q >= 0; q--)
            {
                if (p == pattern.Length && q == question.Length)
                    continue;
                (cost[p, q], step[p, q]) = Cheapest(pattern, p, q, cost);
            }
        }
        return cost[0, 0] <= MostCost ? (cost[0, 0], Slots(pattern, step)) : null;
    }

    /// <summary>What the pattern's words cost that the question does not have: no way of laying it is cheaper, and most exemplars end here.</summary>
    private double LeftOutAtLeast(string[] pattern)
    {
        var least = 0.0;
        foreach (var word in pattern)
        {
            if (Exemplar.SlotOf(word) is null && Array.IndexOf(question, word) < 0)
                least += Weight(word);
        }
        return least;
    }

    private (double Cost, int Step) Cheapest(string[] pattern, int p, int q, double[,] cost)
    {
        var best = (Cost: double.PositiveInfinity, Step: 0);
        void Offer(double price, int step) => best = price < best.Cost ? (price, step) : best;

        if (q < question.Length)
            Offer(cost[p, q + 1] + Weight(question[q]), -1);
        if (p == pattern.Length)
            return best;
        if (Exemplar.SlotOf(pattern[p]) is not { } slot)
        {
            Offer(cost[p + 1, q] + Weight(pattern[p]), 0);
            if (q < question.Length && question[q] == pattern[p])
                Offer(cost[p + 1, q + 1], 1);
            return best;
        }
        for (var end = q + 1; end <= Math.Min(question.Length, q + LongestPhrase); end++)
        {
            if (Taken(slot, q, end) is { } value)
                Offer(cost[p + 1, end] + (value is Phrase { IsKnown: false } ? UnknownNounCost : 0), end - q);
        }
        return best;
    }

    private Dictionary<string, object> Slots(string[] pattern, int[,] step)
    {
        Dictionary<string, object> slots = new(StringComparer.Ordinal);
        var (p, q) = (0, 0);
        while (p < pattern.Length || q < question.Length)
        {
            switch (step[p, q])
            {
                case -1:
                    q++;
                    break;
                case 0:
                    p++;
                    break;
                case var taken:
                    if (Exemplar.SlotOf(pattern[p]) is { } slot)
                        slots[pattern[p]] = Taken(slot, q, q + taken)!;
                    (p, q) = (p + 1, q + taken);
                    break;
            }
        }
        return slots;
    }

    private object? Taken(SlotKind slot, int from, int to)
    {
        if (slot == SlotKind.Phrase)
        {
            if (!_phrases.TryGetValue((from, to), out var phrase))
                _phrases[(from, to)] = phrase = PhraseReader.Read(question.AsSpan(from, to - from));
            return phrase;
        }
        if (to != from + 1)
            return null;
        return slot switch
        {
            SlotKind.Attribute => Lexicon.Attribute(question[from]),
            SlotKind.Place => Lexicon.IsPlace(question[from]) ? question[from] : null,
            _ => Words.IsNumber(question[from]) ? question[from] : null,
        };
    }

    private static double Weight(string word) => Lexicon.IsSmall(word) ? SmallWordCost : ContentWordCost;
}
