using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner.Tools.Families;

/// <summary>How things and the camera's carrier move.</summary>
internal static class MotionTools
{
    private const string Family = "Motion";
    private const string NotFollowed = "they have not been followed for long enough";

    /// <summary>Slower than a stroll is standing: the jitter of boxes alone gives a tenth of this.</summary>
    private const double StandingMps = 0.5;

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        new()
        {
            Name = "moving",
            Family = Family,
            Parameters = [Parameters.Boxes],
            ResultLike = 0,
            Size = ResultSize.First,
            Needs = Capabilities.Motion,
            Cost = new(2, 0.2),
            Documentation = "Those of the things that move over ground faster than 0.5 m/s and than their speed is uncertain. A thing that has not been "
                + "followed for long enough is left out; unknown where none has.",
            Examples = ["cars = find(\"car\")\ngo = moving(cars)\nn = count(go)\nreturn n"],
            Body = (in call) => Faster(call, motion => motion.SpeedMps),
        },
        new()
        {
            Name = "approaching",
            Family = Family,
            Parameters = [Parameters.Boxes],
            ResultLike = 0,
            Size = ResultSize.First,
            Needs = Capabilities.Motion,
            Cost = new(2, 0.2),
            Documentation = "Those of the things whose gap to the camera shrinks by more than 0.5 m/s and than their speed is uncertain. A thing that "
                + "has not been followed for long enough is left out; unknown where none has.",
            Examples = ["cars = find(\"car\")\ncoming = approaching(cars)\nyes = exists(coming)\nreturn yes"],
            Body = (in call) => Faster(call, motion => motion.ClosingMps),
        },
        new()
        {
            Name = "speed_of",
            Family = Family,
            Parameters = [Parameters.Boxes],
            Result = PlanType.MetresPerSecond,
            Needs = Capabilities.Motion,
            Cost = new(2, 0.2),
            Documentation = "Speed over ground of the fastest of the things, with its uncertainty. Unknown for an empty set and where none has been "
                + "followed for long enough.",
            Examples = ["cars = find(\"car\")\ncar = nearest(cars)\nv = speed_of(car)\nreturn v"],
            Body = SpeedOf,
        },
        new()
        {
            Name = "ego_speed",
            Family = Family,
            Packs = ToolPacks.Vehicle | ToolPacks.Wearable,
            Parameters = [],
            Result = PlanType.MetresPerSecond,
            Needs = Capabilities.Ego,
            Documentation = "Speed over ground of the vehicle or person that carries the camera.",
            Examples = ["v = ego_speed()\nfast = compare(v, 14, \"greater\")\nreturn fast"],
            Body = (in call) => call.World.EgoSpeed is { } speed
                ? Value.OfNumber(PlanType.MetresPerSecond, speed.Value, speed.Uncertainty)
                : Value.Unknown(PlanType.MetresPerSecond, "the own speed is not measured"),
        },
        new()
        {
            Name = "time_to_contact",
            Family = Family,
            Packs = ToolPacks.Vehicle | ToolPacks.Wearable,
            Parameters = [Parameters.Boxes],
            Result = PlanType.Seconds,
            Needs = Capabilities.Motion | Capabilities.Geometry,
            Cost = new(2, 0.4),
            Documentation = "Seconds until the first of the things would touch the camera if both went on as they do: distance by closing speed, with its "
                + "uncertainty. Things that do not come nearer do not count; unknown where none does.",
            Examples = ["cars = find(\"car\")\nahead = on_lane(cars)\nt = time_to_contact(ahead)\nreturn t"],
            Body = TimeToContact,
        },
    ];

    private static Value Faster(in ToolCall call, Func<Motion, double> speed)
    {
        ThingSet yes = default, unknown = default;
        foreach (var thing in call.Set(0))
        {
            if (call.World.MotionOf(thing) is not { } motion)
                unknown = unknown.With(thing);
            else if (speed(motion) > Math.Max(StandingMps, motion.UncertaintyMps))
                yes = yes.With(thing);
        }
        return Narrowing.Of(call.Arguments[0], new(yes, unknown), NotFollowed);
    }

    private static Value SpeedOf(in ToolCall call)
    {
        Motion? fastest = null;
        foreach (var thing in call.Set(0))
        {
            if (call.World.MotionOf(thing) is { } motion && !(fastest?.SpeedMps >= motion.SpeedMps))
                fastest = motion;
        }
        return fastest is { } found
            ? Value.OfNumber(PlanType.MetresPerSecond, found.SpeedMps, found.UncertaintyMps)
            : Value.Unknown(PlanType.MetresPerSecond, call.Set(0).IsEmpty ? "there is none to measure" : NotFollowed);
    }

    private static Value TimeToContact(in ToolCall call)
    {
        var (first, uncertainty) = (double.PositiveInfinity, 0.0);
        foreach (var thing in call.Set(0))
        {
            if (call.World.MotionOf(thing) is not { } motion || call.World.GroundOf(thing) is not { } place
                || motion.ClosingMps <= Math.Max(StandingMps, motion.UncertaintyMps))
                continue;
            var seconds = place.DistanceM / motion.ClosingMps;
            if (seconds < first)
            {
                // Relative errors of a quotient add in squares.
                double far = place.UncertaintyM / Math.Max(place.DistanceM, 0.01), fast = motion.UncertaintyMps / motion.ClosingMps;
                (first, uncertainty) = (seconds, seconds * Math.Sqrt((far * far) + (fast * fast)));
            }
        }
        return double.IsFinite(first)
            ? Value.OfNumber(PlanType.Seconds, first, uncertainty)
            : Value.Unknown(PlanType.Seconds, "nothing comes nearer");
    }
}
