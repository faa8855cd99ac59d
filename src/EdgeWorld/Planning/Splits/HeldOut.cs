using System.Security.Cryptography;
using System.Text;
using EdgePlanner.Binding;
using EdgeWorld.Planning.Forms;
using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Splits;

/// <summary>What training never sees: sets that are written down here, and hashes.</summary>
internal static class HeldOut
{
    /// <summary>Calls of the longest plan in training.</summary>
    public const int LongestTrained = 4;

    /// <summary>Of what is made of a solved question by saying more (<see cref="Seeds.WordAddition"/>). No question of training, and no plan that is rewarded, has more than <see cref="LongestTrained"/>.</summary>
    public const int LongestTaught = 6;

    public const int LongestAsked = 8;

    /// <summary>Of 256: template hashes below it are held out, and question hashes.</summary>
    private const int TemplateShare = 48;
    private const int IidShare = 26;

    private static readonly (string One, string Other)[] s_pairs =
    [
        ("moving", "without"), ("largest", "state"), ("rightmost", "state"), ("below", "count"), ("behind", "count"), ("right_of", "count"), ("approaching", "describe"),
        ("within", "not_"), ("within", "choose"), ("farthest", "distance"), ("smallest", "distance"), ("leftmost", "direction"), ("smallest", "direction"), ("on_lane", "not_"),
        ("leftmost", "describe"), ("seen_between", "describe"), ("match", "distance"), ("match", "not_"), ("largest", "moving"), ("count_crossings", "compare"),
    ];

    /// <summary>Tools that no plan in training has both of.</summary>
    public static IReadOnlyList<(string One, string Other)> Pairs => s_pairs;

    public static bool HasNovelPair(BoundPlan plan)
    {
        foreach (var (one, other) in s_pairs)
        {
            if (Calls(plan, one) && Calls(plan, other))
                return true;
        }
        return false;
    }

    /// <summary>The first way of asking in each language is always trained.</summary>
    public static bool IsHeldOut(PlanTemplate template) =>
        !template.OnlyTrains && !template.Id.EndsWith("/0", StringComparison.Ordinal) && FirstByte($"{template.Id} {template.Source}") < TemplateShare;

    /// <summary>Same words, same side; case and punctuation do not count.</summary>
    public static bool IsIid(string question) => FirstByte(Plainly(question)) < IidShare;

    public static string Plainly(string question) =>
        string.Join(' ', new string([.. question.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What of a pair no training may have; null where there is nothing.</summary>
    public static string? Objection(string question, BoundPlan plan) => Objection(question, plan, LongestTrained);

    /// <param name="longest">Calls of the longest plan that is not held out.</param>
    public static string? Objection(string question, BoundPlan plan, int longest)
    {
        if (HasNovelPair(plan))
            return "two of its tools never stand together in training";
        if (plan.Steps.Length > longest)
            return $"its plan has {plan.Steps.Length} calls, training at most {longest}";
        var words = $" {Plainly(question)} ";
        return Vocabulary.Shipped.NewWords.FirstOrDefault(word => words.Contains(word[0] > '\u2E7F' ? word : $" {Plainly(word)} ", StringComparison.Ordinal)) is { } word
            ? $"'{word}' is kept for what training never has"
            : null;
    }

    private static bool Calls(BoundPlan plan, string tool)
    {
        foreach (ref readonly var step in plan.Steps)
        {
            if (step.Tool.Name == tool)
                return true;
        }
        return false;
    }

    private static byte FirstByte(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[0];
}
