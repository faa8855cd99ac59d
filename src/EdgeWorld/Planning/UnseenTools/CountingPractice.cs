using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>Numbers of things, and of what they have.</summary>
internal static class CountingPractice
{
    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        UnseenTool.Sum("headlights", "How many headlights the things have together.", kind => kind switch { "car" or "truck" or "bus" => 2, "motorcycle" or "bicycle" => 1, _ => 0 }),
        UnseenTool.Sum("windows", "How many windows the things have in all.", kind => kind switch { "car" => 6, "truck" => 3, "bus" => 14, _ => 0 }),
        UnseenTool.Sum("hands", "The number of hands of the things.", kind => kind == "person" ? 2 : 0),
        UnseenTool.Sum("pedals", "How many pedals there are on the things.", kind => kind switch { "bicycle" => 2, "car" or "truck" => 3, "bus" => 2, _ => 0 }),
        UnseenTool.Sum("wing_mirrors", "The mirrors outside on the things: two for whatever has an engine.", kind => kind is "car" or "truck" or "bus" or "motorcycle" ? 2 : 0),
        UnseenTool.Sum("fingers_and_toes", "Twenty for each person among the things: fingers and toes added up.", kind => kind == "person" ? 20 : 0),
        UnseenTool.Sum("number_plates", "Number of registration plates: cars, trucks and buses carry two, motorcycles one, all else none.",
            kind => kind switch { "car" or "truck" or "bus" => 2, "motorcycle" => 1, _ => 0 }),
        UnseenTool.Sum("toll", "What the things pay together, in coins: motorcycles one, cars two, trucks and buses five.",
            kind => kind switch { "motorcycle" => 1, "car" => 2, "truck" or "bus" => 5, _ => 0 }),
        UnseenTool.Value("shades", PlanType.Int, "How many different colours the things have.", (in call) => Value.OfInt(PracticeReadings.Told(call, AttributeKind.Colour).DistinctBy(one => one.Text).Count())),
        UnseenTool.Value("clashes", PlanType.Int, "How many pairs of the things overlap each other in the picture.", (in call) => Clashes(call)),
        UnseenTool.Taking(UnseenTool.Value("surplus", PlanType.Int, "By how many the things outnumber the others; zero if they do not.", (in call) =>
            Value.OfInt(Math.Max(0, call.Set(0).Count - call.Set(1).Count))), "a = find(\"thing\")\nb = find(\"person\")\nc = surplus(a, b)\nreturn c", new ParameterDeclaration("others", PlanType.Boxes)),
    ];

    private static Value Clashes(in ToolCall call)
    {
        var pairs = 0;
        foreach (var one in call.Set(0))
        {
            foreach (var other in call.Set(0))
                pairs += other.Index > one.Index && call.World.BoxOf(one).Overlap(call.World.BoxOf(other)) > 0 ? 1 : 0;
        }
        return Value.OfInt(pairs);
    }
}
