using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>More tools that training questions bring: other subjects, other names, other ways to document. Some are rules that only their documentation tells.</summary>
internal static class MorePracticeTools
{
    private const double StandingMps = 0.5;
    private const string NoneToMeasure = "there is none to measure";

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        UnseenTool.Sum("wing_mirrors", "The mirrors outside on the things: two for whatever has an engine.", kind => kind is "car" or "truck" or "bus" or "motorcycle" ? 2 : 0),
        UnseenTool.Sum("fingers_and_toes", "Twenty for each person among the things: fingers and toes added up.", kind => kind == "person" ? 20 : 0),
        UnseenTool.Sum("number_plates", "Number of registration plates: cars, trucks and buses carry two, motorcycles one, all else none.",
            kind => kind switch { "car" or "truck" or "bus" => 2, "motorcycle" => 1, _ => 0 }),
        UnseenTool.Sum("toll", "What the things pay together, in coins: motorcycles one, cars two, trucks and buses five.",
            kind => kind switch { "motorcycle" => 1, "car" => 2, "truck" or "bus" => 5, _ => 0 }),
        UnseenTool.Value("clashes", PlanType.Int, "How many pairs of the things overlap each other in the picture.", (in call) => Clashes(call)),
        Taking(UnseenTool.Value("surplus", PlanType.Int, "By how many the things outnumber the others; zero if they do not.", (in call) =>
            Value.OfInt(Math.Max(0, call.Set(0).Count - call.Set(1).Count))), "a = find(\"thing\")\nb = find(\"person\")\nc = surplus(a, b)\nreturn c", new ParameterDeclaration("others", PlanType.Boxes)),
        UnseenTool.Value("standstill", PlanType.Bool, "True if none of the things moves faster than half a metre per second.", (in call) => Value.OfBool(Speeds(call) is not [.., > StandingMps])),
        UnseenTool.Value("lined_up", PlanType.Bool, "Whether the things stand in line: less than two metres apart sideways.", (in call) => LinedUp(call)),
        UnseenTool.Value("balanced", PlanType.Bool, "Whether both halves of the picture, left and right, hold equally many of the things.", (in call) => Balanced(call)),
        Taking(UnseenTool.Value("divides_into", PlanType.Bool, "Whether the things can be put into groups of a number, none left over.", (in call) =>
            Value.OfBool(call.Arguments[1].Integer > 0 && call.Set(0).Count % call.Arguments[1].Integer == 0)), "a = find(\"thing\")\nb = divides_into(a, 3)\nreturn b", new ParameterDeclaration("number", PlanType.Int)),
        UnseenTool.Value("commonest", PlanType.Text, "The kind that most of the things are of, such as \"car\"; unknown for ties.", (in call) => Commonest(call)),
        UnseenTool.Value("palette", PlanType.Text, "Names the colours that the things have, each once, in alphabetical order.", (in call) => Told(call, AttributeKind.Colour) is { Count: > 0 } coloured
            ? Value.OfText(string.Join(", ", coloured.Select(one => one.Text).Distinct().Order(StringComparer.Ordinal))) : Value.Unknown(PlanType.Text, "there is no colour to name")),
        UnseenTool.Value("advise", PlanType.Text, "\"stop\" if any of the things is nearer than five metres, otherwise \"go\".", (in call) => Value.OfText(ByDistance(call) is [{ Far: < 5 }, ..] ? "stop" : "go")),
        UnseenTool.Value("how_busy", PlanType.Text, "\"empty\" for none of the things, \"quiet\" for one to three, \"busy\" for more.", (in call) =>
            Value.OfText(call.Set(0).Count switch { 0 => "empty", <= 3 => "quiet", _ => "busy" })),
        UnseenTool.Value("round_trip", PlanType.Metres, "Metres of the way to the nearest of the things and back again.", (in call) => ByDistance(call) is [var nearest, ..]
            ? Value.OfNumber(PlanType.Metres, 2 * nearest.Far) : Value.Unknown(PlanType.Metres, NoneToMeasure)),
        UnseenTool.Value("elbow_room", PlanType.Metres, "The shortest distance between any two of the things, in metres.", (in call) => ElbowRoom(call)),
        UnseenTool.Value("stopping_distance", PlanType.Metres, "Metres in which the fastest thing could stop: its speed squared, divided by ten.", (in call) => Speeds(call) is [.., var fastest]
            ? Value.OfNumber(PlanType.Metres, fastest * fastest / 10) : Value.Unknown(PlanType.Metres, NoneToMeasure)),
        UnseenTool.Value("speed_gap", PlanType.MetresPerSecond, "How much faster the fastest of the things moves than the slowest.", (in call) => Speeds(call) is { Count: > 1 } speeds
            ? Value.OfNumber(PlanType.MetresPerSecond, speeds[^1] - speeds[0]) : Value.Unknown(PlanType.MetresPerSecond, "there are no two to measure")),
        UnseenTool.Value("catching_up", PlanType.MetresPerSecond, "Speed at which the nearest of the things comes towards the camera; negative if receding.", (in call) =>
            ByDistance(call) is [var nearest, ..] && call.World.MotionOf(nearest.Thing) is { } motion
                ? Value.OfNumber(PlanType.MetresPerSecond, motion.ClosingMps) : Value.Unknown(PlanType.MetresPerSecond, NoneToMeasure)),
        UnseenTool.Those("slender", "Leaves the things whose box is at least twice as tall as wide.", (world, thing) => world.BoxOf(thing) is var box && box.Height >= 2 * box.Width),
        UnseenTool.Those("sombre", "Only the things of a dark colour: black, grey, brown or blue.", (world, thing) =>
            world.AttributeOf(thing, PlanType.Boxes, AttributeKind.Colour, default)?.Text is "black" or "grey" or "brown" or "blue"),
        UnseenTool.Those("street_furniture", "Picks out what belongs to the street: traffic lights, stop signs, cones and benches.", (world, thing) =>
            UnseenTool.KindOf(world, thing) is "traffic light" or "stop sign" or "cone" or "bench"),
        UnseenTool.Those("starboard", "The things that lie to the right of where the camera is looking.", (world, thing) => world.GroundOf(thing)?.RightM > 0),
        UnseenTool.Those("departing", "Those of the things that are getting farther away from the camera.", (world, thing) => world.MotionOf(thing)?.ClosingMps < -StandingMps),
        UnseenTool.Set("isolated", "Things that have no other of the things within three metres.", (in call) => Isolated(call)),
        UnseenTool.Set("odd_one_out", "Things whose colour none of the other things has.", (in call) =>
            SetOf(Told(call, AttributeKind.Colour).GroupBy(one => one.Text).Where(alike => alike.Count() == 1).Select(alike => alike.First().Thing))),
        UnseenTool.Set("middle_one", "The middle one of the things from left to right; none for an even number.", (in call) => MiddleOne(call)),
        Taking(UnseenTool.Set("first_few", "As many of the things as a number says, beginning with the nearest.", (in call) =>
            SetOf(ByDistance(call).Take((int)Math.Clamp(call.Arguments[1].Integer, 0, ThingSet.Capacity)).Select(one => one.Thing))),
            "a = find(\"thing\")\nb = first_few(a, 3)\nreturn b", new ParameterDeclaration("number", PlanType.Int)),
        Taking(UnseenTool.Set("in_the_zone", "Keeps the things at a distance between a least and a most, in metres.", (in call) => InTheZone(call)),
            "a = find(\"thing\")\nb = in_the_zone(a, 5, 10)\nreturn b", new ParameterDeclaration("least", PlanType.Metres), new ParameterDeclaration("most", PlanType.Metres)),
    ];

    /// <summary>The same with more parameters behind the things.</summary>
    private static ToolDeclaration Taking(ToolDeclaration tool, string example, params ParameterDeclaration[] more) => tool with { Parameters = [.. tool.Parameters, .. more], Examples = [example] };

    /// <summary>What an attribute of the things is, where it can be told.</summary>
    private static List<(Thing Thing, string Text)> Told(in ToolCall call, AttributeKind attribute)
    {
        List<(Thing Thing, string Text)> told = [];
        foreach (var thing in call.Set(0))
        {
            if (call.World.AttributeOf(thing, PlanType.Boxes, attribute, call.Cancellation) is { } reading)
                told.Add((thing, reading.Text));
        }
        return told;
    }

    /// <summary>From the nearest on; what stands nowhere is left out.</summary>
    private static List<(Thing Thing, GroundPlace Place, double Far)> ByDistance(in ToolCall call)
    {
        List<(Thing Thing, GroundPlace Place, double Far)> placed = [];
        foreach (var thing in call.Set(0))
        {
            if (call.World.GroundOf(thing) is { } place)
                placed.Add((thing, place, place.DistanceM));
        }
        return [.. placed.OrderBy(one => one.Far).ThenBy(one => one.Thing.Index)];
    }

    /// <summary>From the slowest on.</summary>
    private static List<double> Speeds(in ToolCall call)
    {
        List<double> speeds = [];
        foreach (var thing in call.Set(0))
        {
            if (call.World.MotionOf(thing) is { } motion)
                speeds.Add(motion.SpeedMps);
        }
        speeds.Sort();
        return speeds;
    }

    private static Value SetOf(IEnumerable<Thing> things) => Value.OfBoxes(things.Aggregate(ThingSet.Empty, (set, thing) => set.With(thing)));

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

    private static Value LinedUp(in ToolCall call) => ByDistance(call) is { Count: > 0 } placed
        ? Value.OfBool(placed.Max(one => one.Place.RightM) - placed.Min(one => one.Place.RightM) < 2) : Value.Unknown(PlanType.Bool, "there is none to stand in line");

    private static Value Balanced(in ToolCall call)
    {
        var left = 0;
        foreach (var thing in call.Set(0))
            left += call.World.BoxOf(thing).Centre.X < call.World.Picture.Width / 2f ? 1 : -1;
        return Value.OfBool(left == 0);
    }

    private static Value Commonest(in ToolCall call) =>
        Told(call, AttributeKind.Class).GroupBy(one => one.Text).Select(alike => (Kind: alike.Key, Count: alike.Count())).OrderByDescending(one => one.Count).ToList() switch
        {
            [] => Value.Unknown(PlanType.Text, "there is none"),
            [var first, var second, ..] when first.Count == second.Count => Value.Unknown(PlanType.Text, "there are as many of another kind"),
            [var first, ..] => Value.OfText(first.Kind),
        };

    private static Value ElbowRoom(in ToolCall call) => ByDistance(call) is { Count: > 1 } placed
        ? Value.OfNumber(PlanType.Metres, placed.Min(one => placed.Where(other => other.Thing != one.Thing).Min(other => one.Place.DistanceToM(other.Place))))
        : Value.Unknown(PlanType.Metres, "there are no two to measure");

    private static Value Isolated(in ToolCall call)
    {
        var placed = ByDistance(call);
        return SetOf(placed.Where(one => placed.TrueForAll(other => other.Thing == one.Thing || one.Place.DistanceToM(other.Place) > 3)).Select(one => one.Thing));
    }

    private static Value MiddleOne(in ToolCall call)
    {
        List<(float X, Thing Thing)> things = [];
        foreach (var thing in call.Set(0))
            things.Add((call.World.BoxOf(thing).Centre.X, thing));
        return Value.OfBoxes(things.Count % 2 == 0 ? ThingSet.Empty : ThingSet.Of(things.OrderBy(one => one.X).ThenBy(one => one.Thing.Index).ElementAt(things.Count / 2).Thing));
    }

    private static Value InTheZone(in ToolCall call)
    {
        var (least, most) = (call.Arguments[1].Number, call.Arguments[2].Number);
        return SetOf(ByDistance(call).Where(one => one.Far >= least && one.Far <= most).Select(one => one.Thing));
    }
}
