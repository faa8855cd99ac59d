using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>Numbers and truths about all the things together.</summary>
internal static class CountingThings
{
    private const int Crowd = 4;

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        UnseenTool.Sum("wheels", "How many wheels the things have together.", kind => kind switch { "car" => 4, "truck" or "bus" => 6, "motorcycle" or "bicycle" => 2, _ => 0 }),
        UnseenTool.Sum("legs", "How many legs the things have together.", kind => kind switch { "person" => 2, "dog" or "bench" => 4, _ => 0 }),
        UnseenTool.Sum("seats", "How many seats for people the things have together.", kind => kind switch { "car" => 5, "truck" => 3, "bus" => 40, "motorcycle" => 2, "bicycle" => 1, "bench" => 3, _ => 0 }),
        UnseenTool.Value("kinds", PlanType.Int, "How many different kinds of things there are among them.", (in call) =>
        {
            HashSet<string> kinds = [];
            foreach (var thing in call.Set(0))
                kinds.Add(UnseenTool.KindOf(call.World, thing));
            return Value.OfInt(kinds.Count);
        }),
        UnseenTool.Value("pairs", PlanType.Int, "How many pairs can be made of the things.", (in call) => Value.OfInt(call.Set(0).Count / 2)),
        UnseenTool.Value("crowded", PlanType.Bool, "Whether there is a crowd: more than four of the things.", (in call) => Value.OfBool(call.Set(0).Count > Crowd)),
        UnseenTool.Value("main_colour", PlanType.Text, "The colour that most of the things have.", MainColour),
    ];

    private static Value MainColour(in ToolCall call)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (var thing in call.Set(0))
        {
            if (call.World.AttributeOf(thing, PlanType.Boxes, AttributeKind.Colour, call.Cancellation) is { } colour)
                counts[colour.Text] = counts.GetValueOrDefault(colour.Text) + 1;
        }
        return counts.Count == 0 ? Value.Unknown(PlanType.Text, "none has a colour") : Value.OfText(counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First().Key);
    }
}
