using EdgePlanner.Planning.Retrieval;

namespace EdgePlanner.Planning.Modelled;

/// <summary>Texts that a plan may hold though the question does not say them, because people ask for a thing by other words (and in other languages) than tools do: names of things, attributes, places.</summary>
public static class PlanWords
{
    /// <summary>Those that every device knows. The same list each time, so that masks made with it are found again.</summary>
    public static IReadOnlyList<string> Shipped { get; } = [.. Lexicon.PlanWords.Order(StringComparer.Ordinal)];

    /// <summary>And the classes of a detector.</summary>
    public static IReadOnlyList<string> With(IEnumerable<string> labels) => [.. Shipped.Union(labels.Where(IsWritable), StringComparer.Ordinal)];

    /// <summary>In a plan's text.</summary>
    private static bool IsWritable(string label) => label.Length is > 0 and <= Language.PlanLimits.TextBytes && !label.Any(c => c is '"' or '\\' || char.IsControl(c))
        && System.Text.Encoding.UTF8.GetByteCount(label) <= Language.PlanLimits.TextBytes;
}
