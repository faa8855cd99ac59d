using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>What several of the practised tools read of their things.</summary>
internal static class PracticeReadings
{
    /// <summary>Slower is standing.</summary>
    public const double StandingMps = 0.5;

    /// <summary>What an attribute of the things is, where it can be told.</summary>
    public static List<(Thing Thing, string Text)> Told(in ToolCall call, AttributeKind attribute)
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
    public static List<(Thing Thing, GroundPlace Place, double Far)> ByDistance(in ToolCall call)
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
    public static List<double> Speeds(in ToolCall call)
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

    public static Value SetOf(IEnumerable<Thing> things) => Value.OfBoxes(things.Aggregate(ThingSet.Empty, (set, thing) => set.With(thing)));
}
