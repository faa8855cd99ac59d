using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>
/// Tools that training questions bring, so that whoever reads the documentation is rewarded. None of them is measured, and none says what a measured one says: a model that knows
/// these by heart knows nothing of those.
/// </summary>
internal static class PracticeTools
{
    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        UnseenTool.Sum("headlights", "How many headlights the things have together.", kind => kind switch { "car" or "truck" or "bus" => 2, "motorcycle" or "bicycle" => 1, _ => 0 }),
        UnseenTool.Sum("windows", "How many windows the things have in all.", kind => kind switch { "car" => 6, "truck" => 3, "bus" => 14, _ => 0 }),
        UnseenTool.Sum("hands", "The number of hands of the things.", kind => kind == "person" ? 2 : 0),
        UnseenTool.Sum("pedals", "How many pedals there are on the things.", kind => kind switch { "bicycle" => 2, "car" or "truck" => 3, "bus" => 2, _ => 0 }),
        UnseenTool.Value("shades", PlanType.Int, "How many different colours the things have.", (in call) => Value.OfInt(ColoursOf(call).Distinct().Count())),
        UnseenTool.Value("even", PlanType.Bool, "Whether the number of the things is even.", (in call) => Value.OfBool(call.Set(0).Count % 2 == 0)),
        UnseenTool.Value("lonely", PlanType.Bool, "Whether there is exactly one of the things.", (in call) => Value.OfBool(call.Set(0).Count == 1)),
        UnseenTool.Value("uniform", PlanType.Bool, "Whether all of the things have the same colour.", (in call) => Value.OfBool(ColoursOf(call).Distinct().Count() <= 1)),
        UnseenTool.Value("mostly_on", PlanType.Text, "The side of the picture on which most of the things are: \"left\" or \"right\".", (in call) => MostlyOn(call)),
        UnseenTool.Value("depth", PlanType.Metres, "How many metres lie from the nearest of the things to the farthest.", (in call) =>
            Distances(call) is { Count: > 0 } far ? Value.OfNumber(PlanType.Metres, far[^1] - far[0]) : Value.Unknown(PlanType.Metres, "there is none to measure")),
        UnseenTool.Value("gap", PlanType.Metres, "The gap between the nearest of the things and the second nearest, in metres.", (in call) =>
            Distances(call) is { Count: > 1 } far ? Value.OfNumber(PlanType.Metres, far[1] - far[0]) : Value.Unknown(PlanType.Metres, "there are no two to measure")),
        UnseenTool.Value("combined_speed", PlanType.MetresPerSecond, "The speeds of the things added up.", (in call) => CombinedSpeed(call)),
        UnseenTool.Those("two_wheeled", "Those of the things that run on two wheels.", (world, thing) => UnseenTool.KindOf(world, thing) is "motorcycle" or "bicycle"),
        UnseenTool.Those("living", "Those of the things that are alive.", (world, thing) => UnseenTool.KindOf(world, thing) is "person" or "dog"),
        UnseenTool.Those("broad", "Those of the things that are broader than they are high.", (world, thing) => world.BoxOf(thing) is var box && box.Right - box.Left > box.Bottom - box.Top),
        UnseenTool.Those("tiny", "Those of the things that are tiny: less than a hundredth of the picture.", (world, thing) =>
            world.BoxOf(thing) is var box && (box.Right - box.Left) * (box.Bottom - box.Top) * 100 < (float)world.Picture.Width * world.Picture.Height),
        UnseenTool.Those("at_the_bottom", "Those of the things that reach into the bottom quarter of the picture.", (world, thing) => world.BoxOf(thing).Bottom > world.Picture.Height * 0.75f),
        UnseenTool.Those("in_left_third", "Those of the things that are in the left third of the picture.", (world, thing) => world.BoxOf(thing).Centre.X < world.Picture.Width / 3f),
        UnseenTool.Most("topmost", "The thing that is the highest up in the picture.", (world, thing) => -world.BoxOf(thing).Top),
        UnseenTool.Most("fastest", "The thing that moves the fastest.", (world, thing) => world.MotionOf(thing)?.SpeedMps),
        UnseenTool.Most("squarest", "The thing whose box is the most like a square.", (world, thing) => world.BoxOf(thing) is var box ? -Math.Abs(Math.Log((box.Right - box.Left) / (box.Bottom - box.Top))) : null),
        UnseenTool.Set("second_nearest", "The thing that is the second nearest to the camera.", (in call) => SecondNearest(call)),
        UnseenTool.Than("at_about", "metres", PlanType.Metres, "Those of the things that are about so many metres away.", (world, thing, metres) =>
            world.GroundOf(thing)?.DistanceM is { } far && Math.Abs(far - metres) <= metres / 5),
        UnseenTool.Than("slower_than", "speed", PlanType.MetresPerSecond, "Those of the things that move, but slower than a speed.", (world, thing, speed) => world.MotionOf(thing)?.SpeedMps is { } own && own > 0.2 && own < speed),
        UnseenTool.Than("off_to_the_side", "metres", PlanType.Metres, "Those of the things that are more than so many metres off to the side.", (world, thing, metres) => Math.Abs(world.GroundOf(thing)?.RightM ?? 0) > metres),
    ];

    private static List<string> ColoursOf(in ToolCall call)
    {
        List<string> colours = [];
        foreach (var thing in call.Set(0))
        {
            if (call.World.AttributeOf(thing, PlanType.Boxes, AttributeKind.Colour, call.Cancellation) is { } colour)
                colours.Add(colour.Text);
        }
        return colours;
    }

    /// <summary>From the nearest on, in metres.</summary>
    private static List<double> Distances(in ToolCall call)
    {
        List<double> distances = [];
        foreach (var thing in call.Set(0))
        {
            if (call.World.GroundOf(thing) is { } place)
                distances.Add(place.DistanceM);
        }
        distances.Sort();
        return distances;
    }

    private static Value MostlyOn(in ToolCall call)
    {
        var left = 0;
        foreach (var thing in call.Set(0))
            left += call.World.BoxOf(thing).Centre.X < call.World.Picture.Width / 2f ? 1 : -1;
        return left == 0 ? Value.Unknown(PlanType.Text, "there are as many on either side") : Value.OfText(left > 0 ? "left" : "right");
    }

    private static Value CombinedSpeed(in ToolCall call)
    {
        double? sum = null;
        foreach (var thing in call.Set(0))
        {
            if (call.World.MotionOf(thing) is { } motion)
                sum = (sum ?? 0) + motion.SpeedMps;
        }
        return sum is { } speed ? Value.OfNumber(PlanType.MetresPerSecond, speed) : Value.Unknown(PlanType.MetresPerSecond, "there is none to measure");
    }

    private static Value SecondNearest(in ToolCall call)
    {
        var world = call.World;
        List<(double Far, Thing Thing)> placed = [];
        foreach (var thing in call.Set(0))
        {
            if (world.GroundOf(thing) is { } place)
                placed.Add((place.DistanceM, thing));
        }
        return Value.OfBoxes(placed.Count < 2 ? ThingSet.Empty : ThingSet.Of(placed.OrderBy(one => one.Far).ThenBy(one => one.Thing.Index).ElementAt(1).Thing));
    }
}
