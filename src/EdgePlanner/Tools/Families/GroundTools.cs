using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner.Tools.Families;

/// <summary>Metres and directions on the ground, from the camera's geometry.</summary>
internal static class GroundTools
{
    private const string Family = "Distance and direction";
    private const string NoGeometry = "the camera's geometry is not known";

    private static readonly string[] s_lanes = ["own", "left", "right"];

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        new()
        {
            Name = "within",
            Family = Family,
            Parameters = [Parameters.Boxes, new("metres", PlanType.Metres)],
            ResultLike = 0,
            Size = ResultSize.First,
            Needs = Capabilities.Detector | Capabilities.Geometry,
            Cost = new(2, 0.2),
            Documentation = "Those of the things that stand within so many metres of the camera. A thing that cannot be placed is left out; unknown "
                + "where none can be.",
            Examples = ["cars = find(\"car\")\nclose = within(cars, metres=10)\nn = count(close)\nreturn n"],
            Body = Within,
        },
        new()
        {
            Name = "distance",
            Family = Family,
            Parameters = [Parameters.Boxes, ParameterDeclaration.Maybe("others", PlanType.Boxes)],
            Result = PlanType.Metres,
            Needs = Capabilities.Detector | Capabilities.Geometry,
            Cost = new(2, 1),
            Documentation = "Metres from the camera to the nearest of the things, or, with others, the shortest way from one of the things to one of "
                + "the others. Carries its uncertainty. Unknown where there is nothing to measure or the geometry is not known.",
            Examples =
            [
                "cars = find(\"car\")\nd = distance(cars)\nreturn d",
                "dog = find(\"dog\")\nroad = find(\"car\")\nd = distance(dog, road)\nreturn d",
            ],
            Body = (in call) => call.Arguments[1].IsKnown ? Between(call) : FromCamera(call),
        },
        new()
        {
            Name = "direction",
            Family = Family,
            Packs = ToolPacks.Vehicle | ToolPacks.Wearable,
            Parameters = [Parameters.Boxes],
            Result = PlanType.Clock,
            Needs = Capabilities.Detector | Capabilities.Geometry,
            Cost = new(2, 0.2),
            Documentation = "The hour on a clock face in whose direction the things are: 12 is straight ahead, 3 to the right, 9 to the left. Unknown "
                + "for an empty set, where the things lie in different directions, or where the geometry is not known.",
            Examples = ["doors = find(\"door\")\ndoor = nearest(doors)\nhour = direction(door)\nreturn hour"],
            Body = Direction,
        },
        new()
        {
            Name = "on_lane",
            Family = Family,
            Packs = ToolPacks.Vehicle,
            Parameters = [Parameters.Boxes, ParameterDeclaration.Maybe("lane", PlanType.Text, Value.OfText("own")) with { OneOf = s_lanes }],
            ResultLike = 0,
            Size = ResultSize.First,
            Needs = Capabilities.Detector | Capabilities.Geometry,
            Cost = new(2, 0.5),
            Documentation = "Those of the things that stand on a lane: the own, the left or the right one, as the vehicle drives. A thing that cannot "
                + "be placed is left out; unknown where none can be.",
            Examples = ["cars = find(\"car\")\nahead = on_lane(cars)\nd = distance(ahead)\nreturn d"],
            Body = (in call) => Narrowing.Of(call.Arguments[0], call.World.OnLane(call.Set(0), call.Text(1)), "the lanes are not known"),
        },
    ];

    private static Value Within(in ToolCall call)
    {
        ThingSet yes = default, unknown = default;
        foreach (var thing in call.Set(0))
        {
            if (call.World.GroundOf(thing) is not { } place)
                unknown = unknown.With(thing);
            else if (place.DistanceM <= call.Arguments[1].Number)
                yes = yes.With(thing);
        }
        return Narrowing.Of(call.Arguments[0], new(yes, unknown), NoGeometry);
    }

    private static Value FromCamera(in ToolCall call)
    {
        GroundPlace? nearest = null;
        foreach (var thing in call.Set(0))
        {
            if (call.World.GroundOf(thing) is { } place && !(nearest?.DistanceM <= place.DistanceM))
                nearest = place;
        }
        return nearest is { } found ? Value.OfNumber(PlanType.Metres, found.DistanceM, found.UncertaintyM) : Unmeasured(call, PlanType.Metres);
    }

    private static Value Between(in ToolCall call)
    {
        var (shortest, uncertainty) = (double.PositiveInfinity, 0.0);
        foreach (var thing in call.Set(0))
        {
            if (call.World.GroundOf(thing) is not { } here)
                continue;
            foreach (var other in call.Set(1) - ThingSet.Of(thing))
            {
                if (call.World.GroundOf(other) is { } there && here.DistanceToM(there) < shortest)
                    (shortest, uncertainty) = (here.DistanceToM(there), here.UncertaintyM + there.UncertaintyM);
            }
        }
        return double.IsFinite(shortest) ? Value.OfNumber(PlanType.Metres, shortest, uncertainty) : Unmeasured(call, PlanType.Metres);
    }

    private static Value Direction(in ToolCall call)
    {
        var shared = 0;
        foreach (var thing in call.Set(0))
        {
            if (call.World.GroundOf(thing) is not { } place)
                return Value.Unknown(PlanType.Clock, NoGeometry);
            var hour = HourOf(place);
            if (shared != 0 && shared != hour)
                return Value.Unknown(PlanType.Clock, "they lie in different directions");
            shared = hour;
        }
        return shared == 0 ? Value.Unknown(PlanType.Clock, "there is none to look at") : Value.OfClock(shared);
    }

    /// <summary>An hour is thirty degrees, fifteen to either side.</summary>
    internal static int HourOf(GroundPlace place)
    {
        var degrees = Math.Atan2(place.RightM, place.AheadM) * 180 / Math.PI;
        var hour = ((int)Math.Floor((degrees + 15) / 30) + 12) % 12;
        return hour == 0 ? 12 : hour;
    }

    private static Value Unmeasured(in ToolCall call, PlanType type) =>
        Value.Unknown(type, call.Set(0).IsEmpty ? "there is none to measure" : call.Arguments[1].IsKnown && call.Set(1).IsEmpty ? "there is none to measure to" : NoGeometry);
}
