using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>Some of the things.</summary>
internal static class PickingPractice
{
    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
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
        UnseenTool.Set("second_nearest", "The thing that is the second nearest to the camera.", (in call) => PracticeReadings.SetOf(PracticeReadings.ByDistance(call).Skip(1).Take(1).Select(one => one.Thing))),
        UnseenTool.Than("at_about", "metres", PlanType.Metres, "Those of the things that are about so many metres away.", (world, thing, metres) =>
            world.GroundOf(thing)?.DistanceM is { } far && Math.Abs(far - metres) <= metres / 5),
        UnseenTool.Than("slower_than", "speed", PlanType.MetresPerSecond, "Those of the things that move, but slower than a speed.", (world, thing, speed) => world.MotionOf(thing)?.SpeedMps is { } own && own > 0.2 && own < speed),
        UnseenTool.Than("off_to_the_side", "metres", PlanType.Metres, "Those of the things that are more than so many metres off to the side.", (world, thing, metres) => Math.Abs(world.GroundOf(thing)?.RightM ?? 0) > metres),
        UnseenTool.Those("slender", "Leaves the things whose box is at least twice as tall as wide.", (world, thing) => world.BoxOf(thing) is var box && box.Height >= 2 * box.Width),
        UnseenTool.Those("sombre", "Only the things of a dark colour: black, grey, brown or blue.", (world, thing) =>
            world.AttributeOf(thing, PlanType.Boxes, AttributeKind.Colour, default)?.Text is "black" or "grey" or "brown" or "blue"),
        UnseenTool.Those("street_furniture", "Picks out what belongs to the street: traffic lights, stop signs, cones and benches.", (world, thing) =>
            UnseenTool.KindOf(world, thing) is "traffic light" or "stop sign" or "cone" or "bench"),
        UnseenTool.Those("starboard", "The things that lie to the right of where the camera is looking.", (world, thing) => world.GroundOf(thing)?.RightM > 0),
        UnseenTool.Those("departing", "Those of the things that are getting farther away from the camera.", (world, thing) => world.MotionOf(thing)?.ClosingMps < -PracticeReadings.StandingMps),
        UnseenTool.Set("isolated", "Things that have no other of the things within three metres.", (in call) => Isolated(call)),
        UnseenTool.Set("odd_one_out", "Things whose colour none of the other things has.", (in call) =>
            PracticeReadings.SetOf(PracticeReadings.Told(call, AttributeKind.Colour).GroupBy(one => one.Text).Where(alike => alike.Count() == 1).Select(alike => alike.First().Thing))),
        UnseenTool.Set("middle_one", "The middle one of the things from left to right; none for an even number.", (in call) => MiddleOne(call)),
        UnseenTool.Taking(UnseenTool.Set("first_few", "As many of the things as a number says, beginning with the nearest.", (in call) =>
            PracticeReadings.SetOf(PracticeReadings.ByDistance(call).Take((int)Math.Clamp(call.Arguments[1].Integer, 0, ThingSet.Capacity)).Select(one => one.Thing))),
            "a = find(\"thing\")\nb = first_few(a, 3)\nreturn b", new ParameterDeclaration("number", PlanType.Int)),
        UnseenTool.Taking(UnseenTool.Set("in_the_zone", "Keeps the things at a distance between a least and a most, in metres.", (in call) => InTheZone(call)),
            "a = find(\"thing\")\nb = in_the_zone(a, 5, 10)\nreturn b", new ParameterDeclaration("least", PlanType.Metres), new ParameterDeclaration("most", PlanType.Metres)),
    ];

    private static Value Isolated(in ToolCall call)
    {
        var placed = PracticeReadings.ByDistance(call);
        return PracticeReadings.SetOf(placed.Where(one => placed.TrueForAll(other => other.Thing == one.Thing || one.Place.DistanceToM(other.Place) > 3)).Select(one => one.Thing));
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
        return PracticeReadings.SetOf(PracticeReadings.ByDistance(call).Where(one => one.Far >= least && one.Far <= most).Select(one => one.Thing));
    }
}
