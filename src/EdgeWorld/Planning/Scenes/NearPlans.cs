using System.Globalization;
using System.Text.RegularExpressions;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgeWorld.Planning.Seeds;
using EdgeWorld.Planning.UnseenTools;

namespace EdgeWorld.Planning.Scenes;

/// <summary>
/// Plans that are nearly another one: a line left out, a tool for its counterpart, a number that is a little off. Whoever asks on scenes where these are wrong does not take them
/// for the plan that was meant (fictitious worlds, Pasupat and Liang 2016).
/// </summary>
internal static partial class NearPlans
{
    private static readonly string[][] s_counterparts =
    [
        ["nearest", "farthest", "largest", "smallest", "leftmost", "rightmost"], ["left_of", "right_of", "above", "below", "in_front_of", "behind", "near"], ["moving", "approaching"],
        ["both", "either"], ["union", "intersect", "without"],
    ];

    private static readonly string[] s_comparisons = ["greater", "less", "at_least", "at_most"];

    private static readonly PlanReading s_reading = new(PrimitiveCatalog.Standard.With(UnseenToolCatalog.Practised));

    /// <param name="canonical">In the language's one way of writing it, of the standard tools and those of training.</param>
    public static IReadOnlyList<PricedPlan> Of(string canonical) =>
        [.. Texts(canonical).Distinct().Where(text => text != canonical).Select(s_reading.TryRead).Where(read => read is not null).Select(read => read!.Value.Plan)];

    private static IEnumerable<string> Texts(string plan)
    {
        foreach (Match line in Line().Matches(plan))
        {
            var (name, tool) = (line.Groups[1].Value, line.Groups[2].Value);
            if (Argument().Match(line.Groups[3].Value) is { Success: true } first)
                yield return Regex.Replace(plan.Remove(line.Index, line.Length), $@"(?<=[(, ]){name}(?=[,)\n]|$)", first.Value);
            foreach (var other in s_counterparts.Where(alike => alike.Contains(tool)).SelectMany(alike => alike).Where(other => other != tool))
                yield return plan.Remove(line.Groups[2].Index, tool.Length).Insert(line.Groups[2].Index, other);
        }
        foreach (Match number in Number().Matches(plan))
        {
            var value = double.Parse(number.Value, CultureInfo.InvariantCulture);
            foreach (var other in (double[])[value + 1, value - 1, value * 2])
                yield return plan.Remove(number.Index, number.Length).Insert(number.Index, other.ToString(CultureInfo.InvariantCulture));
        }
        foreach (var (one, other) in s_comparisons.SelectMany(one => s_comparisons.Where(other => other != one).Select(other => (one, other))))
            yield return plan.Replace($"\"{one}\"", $"\"{other}\"", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^([a-z]) = (\w+)\(([^\n]*)\)\n", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("^[a-z](?=,|$)")]
    private static partial Regex Argument();

    [GeneratedRegex(@"(?<=[(,] ?)\d+(?:\.\d+)?(?=[,)])")]
    private static partial Regex Number();
}
