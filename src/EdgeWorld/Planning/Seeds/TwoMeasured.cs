using System.Text.RegularExpressions;
using EdgePlanner.Values;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Splits;
using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Seeds;

/// <summary>
/// Asks what was asked of one thing of two, and compares:
/// <code>
/// how many cars did you see today?    ─►   did you see more cars than dogs today?           the plan twice, then compare(b, d, "greater")
/// how far is the red car?             ─►   which is nearer, the red car or the bus?         …   choose(e, "car", "bus")
/// what colour is the car?             ─►   do the car and the bus differ in colour?         …   compare(b, d, "different")
/// </code>
/// </summary>
internal sealed partial class TwoMeasured(WorldRandom random)
{
    /// <summary>Null where the question is not asked so that it can be asked of two, or what came of it is kept out of training.</summary>
    public Seed? Ask(Seed seed)
    {
        if (BareQuestion.Of(seed) is not { } question || seed.Bound.ResultType is not (PlanType.Int or PlanType.Metres or PlanType.MetresPerSecond or PlanType.Text))
            return null;
        var name = FirstName().Match(seed.Plan) is { Success: true } first ? first.Groups[1].Value : "";
        var one = Vocabulary.Shipped.Nouns.FirstOrDefault(noun => noun.Name == name && !noun.IsNew);
        if (one is null || FirstName().Count(seed.Plan) != 1)
            return null;
        Noun[] others = [.. Vocabulary.Shipped.Nouns.Where(noun => !noun.IsNew && noun.Class is not "thing" && noun.Name != name && (seed.Language == Language.English || noun.Japanese.Count > 0))];
        var other = random.Pick<Noun>(others);
        var (single, many) = random.Pick<(string, string)>([.. other.English]);
        var japanese = other.Japanese.Count > 0 ? random.Pick<string>([.. other.Japanese]) : "";
        var isJapanese = seed.Language == Language.Japanese;
        var asked = seed.Bound.ResultType switch
        {
            PlanType.Int => isJapanese ? MoreInJapanese(question, seed.Plan, japanese) : More(question, seed.Plan, many),
            PlanType.Metres => isJapanese ? MeasuredInJapanese(FarInJapanese().Match(question), japanese, s_farther) : Measured(Far().Match(question), single, s_farther),
            PlanType.MetresPerSecond => isJapanese ? MeasuredInJapanese(FastInJapanese().Match(question), japanese, s_faster) : Measured(Fast().Match(question), single, s_faster),
            _ => isJapanese ? AlikeInJapanese(question, japanese) : Alike(question, single),
        };
        if (asked is not { } ask)
            return null;
        var otherName = other.IsCopied ? (ask.Question.Contains(many, StringComparison.Ordinal) ? many : single) : other.Name;
        string[] two = [.. OfOther(seed, name, otherName)];
        List<string> plan =
        [
            .. seed.CallsNamed("one_"), .. two,
            $"compared = compare({seed.ResultNamed("one_")}, {two[^1][..two[^1].IndexOf(' ', StringComparison.Ordinal)]}{(ask.Order == "equal" ? "" : $", \"{ask.Order}\"")})",
        ];
        if (ask.Yes is not null)
            plan.Add($"chosen = choose(compared, \"{ask.Yes}\", \"{ask.No}\")");
        return PlanReading.Standard.TryTeach(seed, ask.Question, [.. plan, $"return {(ask.Yes is null ? "compared" : "chosen")}"], HeldOut.LongestTaught);
    }

    /// <summary>Without the words that are said of the first alone: what stood behind them stands behind the thing.</summary>
    private static IEnumerable<string> OfOther(Seed seed, string name, string other)
    {
        Dictionary<string, string> leftOut = [];
        foreach (var line in seed.CallsNamed("two_"))
        {
            if (Describing().Match(line) is { Success: true } describing)
                leftOut[describing.Groups["name"].Value] = leftOut.GetValueOrDefault(describing.Groups["of"].Value, describing.Groups["of"].Value);
            else
                yield return Given().Replace(line, match => leftOut.GetValueOrDefault(match.Value, match.Value)).Replace($"\"{name}\"", $"\"{other}\"", StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("(?:find|seen_between|count_crossings)\\(\"([^\"]+)\"")]
    private static partial Regex FirstName();

    [GeneratedRegex(@"^(?<name>two_[a-z]) = (?:where|given)\((?<of>two_[a-z]),")]
    private static partial Regex Describing();

    [GeneratedRegex("two_[a-z]")]
    private static partial Regex Given();
}
