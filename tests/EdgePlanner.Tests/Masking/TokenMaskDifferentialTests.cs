using System.Text;
using EdgePlanner.Language;
using EdgePlanner.Masking;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Xunit;

namespace EdgePlanner.Tests.Masking;

/// <summary>The mask against "write every plan there is": for a small catalog all plans are written out, the checker says which are sound, and a token is right exactly
/// where one of these goes on so.</summary>
public sealed class TokenMaskDifferentialTests
{
    private static readonly TimeSpan s_budget = TimeSpan.FromHours(1);
    private static readonly string[] s_texts = ["car", "red"];
    private static readonly string[] s_choices = ["equal", "different", "greater", "less", "at_least", "at_most"];

    /// <summary>Numbers that it says, in letters that no token of the vocabulary has, and 1, which no question has to say.</summary>
    private const string Question = "１１、１１１１";

    private static readonly string[] s_numbers = ["1", "11", "1111"];

    /// <summary>Without a point and with one digit, so that the plans can be counted.</summary>
    private static readonly byte[][] s_vocabulary =
    [
        .. "abcdefghijklmnopqrstuvwxyz_ =(),\"\n1TF"u8.ToArray().Select(value => new[] { value }),
        .. new[] { "find", "find(\"", "count(", "a = ", "b = find(\"car\")\n", ", ", "\")\n", "return ", "re", "ret", " = co", "c = both(", "(a", ")\nreturn a", "11", "at_", "\"at_le", "ue", "where(a, \"red\", \"" }
            .Select(Encoding.UTF8.GetBytes),
        [],
    ];

    [Theory]
    [InlineData(3, "find", "count", "exists", "both", "compare", "where")]
    [InlineData(5, "find", "exists", "both")]
    public void Allowed_EveryPrefixOfEveryPlan_ExactlyTheTokensWithWhichAPlanGoesOn(int statements, params string[] tools)
    {
        var offer = PrimitiveCatalog.Empty.With([.. PrimitiveCatalog.Standard.Tools.Where(tool => tools.Contains(tool.Name))]).For(Capabilities.All);
        var plans = Plans(statements, offer);
        var prefixes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var plan in plans)
        {
            for (var length = 0; length <= plan.Length; length++)
                prefixes.Add(plan[..length]);
        }
        var trie = new TokenTrie(s_vocabulary);
        var mask = new TokenMask(trie, s_vocabulary.Length - 1, offer, CostProfile.Declared, s_budget, s_texts, statements);
        var (open, seen, compared) = (new Stack<(string, PlanCursor)>([("", mask.Begin(Question))]), new HashSet<string>(), 0);
        while (open.TryPop(out var at))
        {
            var (prefix, cursor) = at;
            var allowed = cursor.Allowed.ToArray();
            for (var token = 0; token < s_vocabulary.Length; token++)
            {
                var text = prefix + Encoding.UTF8.GetString(s_vocabulary[token]);
                var expected = token == s_vocabulary.Length - 1 ? plans.Contains(prefix) : prefixes.Contains(text);
                var found = (allowed[token >> 6] >> token & 1) != 0;
                Assert.True(expected == found, $"after «{prefix}» the token «{text[prefix.Length..]}» is {(found ? "allowed, and no plan goes on so" : "not allowed, and a plan goes on so")}");
                compared++;
                if (!found || !seen.Add(text) || token == s_vocabulary.Length - 1)
                    continue;
                var next = cursor.Fork();
                Assert.True(next.TryAccept(token));
                open.Push((text, next));
            }
        }
        Assert.True(seen.Count > prefixes.Count / 2, "most prefixes were come by");
        Assert.True(compared > 10_000);
    }

    /// <summary>Every canonical plan of so many lines at most that the checker finds sound.</summary>
    private static HashSet<string> Plans(int statements, ToolOffer offer)
    {
        var checker = new PlanChecker(offer, CostProfile.Declared);
        var (sound, begun) = (new HashSet<string>(StringComparer.Ordinal), new List<string> { "" });
        for (var calls = 0; calls < statements; calls++)
        {
            foreach (var lines in begun)
            {
                for (var name = 0; name < calls; name++)
                {
                    var plan = $"{lines}return {(char)('a' + name)}";
                    if (checker.Check(plan, s_budget).Plan is not null)
                        sound.Add(plan);
                }
            }
            if (calls < statements - 1)
                begun = [.. begun.SelectMany(lines => Calls(calls).Where(call => offer.Find(call.AsSpan(0, call.IndexOf('(', StringComparison.Ordinal))) is not null).Select(call => $"{lines}{(char)('a' + calls)} = {call}\n")).Where(lines => CouldEnd(checker, lines))];
        }
        return sound;
    }

    /// <summary>Nothing but names that wait to be used is wrong with it so far.</summary>
    private static bool CouldEnd(PlanChecker checker, string lines) =>
        checker.Check($"{lines}return a", s_budget).Diagnostics.All(diagnostic => diagnostic.Code == DiagnosticCode.UnusedName);

    private static IEnumerable<string> Calls(int named)
    {
        var names = Enumerable.Range(0, named).Select(i => ((char)('a' + i)).ToString()).ToArray();
        string[] texts = [.. s_texts.Select(text => $"\"{text}\"")];
        string[] choices = [.. s_choices.Select(choice => $"\"{choice}\"")];
        string[] any = [.. names, .. texts, .. s_numbers, "True", "False"];
        foreach (var text in texts)
            yield return $"find({text})";
        foreach (var name in names)
        {
            yield return $"count({name})";
            yield return $"exists({name})";
        }
        foreach (var one in (string[])[.. names, "True", "False"])
        {
            foreach (var other in (string[])[.. names, "True", "False"])
                yield return $"both({one}, {other})";
        }
        foreach (var one in any)
        {
            foreach (var other in any)
            {
                yield return $"compare({one}, {other})";
                foreach (var choice in choices)
                    yield return $"compare({one}, {other}, {choice})";
            }
        }
        // Words by name are found by no plan of so few lines: only their literals are written out.
        foreach (var name in names)
        {
            foreach (var words in Runs([.. names, .. texts], CallRules.MostVariadic))
                yield return $"where({name}, {words})";
        }
    }

    private static IEnumerable<string> Runs(string[] parts, int most)
    {
        IEnumerable<string> runs = parts;
        for (var count = 1; count <= most; count++)
        {
            foreach (var run in runs)
                yield return run;
            runs = runs.SelectMany(run => parts.Select(part => $"{run}, {part}"));
        }
    }
}
