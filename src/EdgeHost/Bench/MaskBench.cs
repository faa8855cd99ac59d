using System.Diagnostics;
using System.Text;
using EdgePlanner;
using EdgePlanner.Masking;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgeWorld.Questions;

namespace EdgeHost.Bench;

/// <summary>The mask at every token of the plans that answer the frozen questions, each with its own question, from a mask as a host makes it (walked over the examples of the
/// documentation, which are other plans): what a token waits for. The vocabularies are cut from the catalog's texts, the large one filled up with random bytes.</summary>
internal sealed class MaskBench : IBench
{
    private const int Rounds = 5;
    private const int Plans = 200;
    private const int WarmUps = 4;
    private const int LongestToken = 12;

    public Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        var offer = PrimitiveCatalog.Standard.For(Capabilities.All);
        var checker = new PlanChecker(offer, CostProfile.Declared);
        var plans = QuestionGenerator.Frozen().Select(question => (question.Question, checker.Check(question.Plan, TimeSpan.FromHours(1)).Plan))
            .Select(asked => (asked.Question, Plan: asked.Plan is null ? null : CanonicalPlan.Of(asked.Plan.Plan))).Where(asked => asked.Plan is not null)
            .DistinctBy(asked => asked.Question).Take(Plans).Select(asked => (asked.Question, asked.Plan!)).ToArray();
        foreach (var (name, count) in (ReadOnlySpan<(string, int)>)[("4k", 4_096), ("152k", 152_000)])
        {
            var vocabulary = Vocabulary(offer, count);
            for (var warmUp = 0; warmUp < WarmUps; warmUp++)
                Write(vocabulary, offer, plans, Rounds, cancellationToken); // until it is compiled for good: what is seldom met is seldom run
            var (times, made) = Write(vocabulary, offer, plans, Rounds, cancellationToken);
            report.Add($"mask_{name}_make_ms", made.TotalMilliseconds, "once for a vocabulary, a set of tools and a budget");
            report.Add($"mask_{name}_p50_us", times[times.Count / 2], FormattableString.Invariant($"{times.Count} tokens of {plans.Length} plans, {Rounds} times"));
            report.Add($"mask_{name}_p99_us", times[times.Count * 99 / 100]);
        }
        return Task.CompletedTask;
    }

    /// <summary>Microseconds of each token, sorted, and how long the mask took to make.</summary>
    private static (List<double> Times, TimeSpan Made) Write(byte[][] vocabulary, ToolOffer offer, (string Question, string Plan)[] plans, int rounds, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<string, int>();
        for (var id = 0; id < vocabulary.Length; id++)
            ids[Encoding.Latin1.GetString(vocabulary[id])] = id;
        var trie = new TokenTrie(vocabulary);
        var making = Stopwatch.GetTimestamp();
        var grammar = new PlanGrammar(offer, CostProfile.Declared, TimeSpan.FromHours(1), PlanWords.Shipped);
        var mask = grammar.MaskFor(trie, vocabulary.Length - 1);
        grammar.Warm(mask);
        var made = Stopwatch.GetElapsedTime(making);
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (question, plan) in plans)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var cursor = mask.Begin(question + " " + plan.Replace('"', ' ')); // its texts may be the question's in other words
                foreach (var token in Tokens(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(plan)), ids))
                {
                    var began = Stopwatch.GetTimestamp();
                    var isAllowed = (cursor.Allowed[token >> 6] >> token & 1) != 0 && cursor.TryAccept(token);
                    times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
                    if (!isAllowed)
                        throw new InvalidOperationException($"the mask does not let a sound plan be written: {plan}");
                }
            }
        }
        times.Sort();
        return (times, made);
    }

    /// <summary>The longest token each time.</summary>
    private static IEnumerable<int> Tokens(string plan, Dictionary<string, int> ids)
    {
        for (var at = 0; at < plan.Length;)
        {
            var length = Math.Min(LongestToken, plan.Length - at);
            while (!ids.ContainsKey(plan.Substring(at, length)))
                length--;
            yield return ids[plan.Substring(at, length)];
            at += length;
        }
    }

    private static byte[][] Vocabulary(ToolOffer offer, int count)
    {
        var random = new Random(1);
        var texts = offer.Tools.SelectMany(tool => tool.Examples.Append($" = {tool.Name}(a, ").Append(tool.Documentation)).Select(Encoding.UTF8.GetBytes).ToArray();
        var tokens = new HashSet<string>();
        while (tokens.Count < count - 257)
        {
            var text = texts[random.Next(texts.Length)];
            if (tokens.Count >= 8_000)
                random.NextBytes(text = new byte[LongestToken]);
            var length = random.Next(2, LongestToken + 1);
            if (text.Length >= length)
                tokens.Add(Encoding.Latin1.GetString(text, random.Next(text.Length - length + 1), length));
        }
        return [.. Enumerable.Range(0, 256).Select(value => new[] { (byte)value }), .. tokens.Select(Encoding.Latin1.GetBytes), []];
    }
}
