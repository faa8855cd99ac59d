using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Scenes;

/// <summary>The lines of the planners' scenes: upright ones, each where its place in the list puts it.</summary>
internal static class WatchedLines
{
    /// <summary>Share of the picture's width by name.</summary>
    public static IReadOnlyDictionary<string, double> All { get; } = Build();

    private static Dictionary<string, double> Build()
    {
        var names = Vocabulary.Shipped.NamesOf("lines");
        return Enumerable.Range(0, names.Count).ToDictionary(i => names[i].Text, i => 0.2 + (0.6 * (i * 0.618 % 1)), StringComparer.OrdinalIgnoreCase);
    }
}
