using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>Metres and speeds.</summary>
internal static class MeasuringPractice
{
    private const string NoneToMeasure = "there is none to measure";
    private const string NoTwoToMeasure = "there are no two to measure";

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        UnseenTool.Value("depth", PlanType.Metres, "How many metres lie from the nearest of the things to the farthest.", (in call) =>
            PracticeReadings.ByDistance(call) is [var nearest, ..] and [.., var farthest] ? Value.OfNumber(PlanType.Metres, farthest.Far - nearest.Far) : Value.Unknown(PlanType.Metres, NoneToMeasure)),
        UnseenTool.Value("gap", PlanType.Metres, "The gap between the nearest of the things and the second nearest, in metres.", (in call) =>
            PracticeReadings.ByDistance(call) is [var nearest, var second, ..] ? Value.OfNumber(PlanType.Metres, second.Far - nearest.Far) : Value.Unknown(PlanType.Metres, NoTwoToMeasure)),
        UnseenTool.Value("combined_speed", PlanType.MetresPerSecond, "The speeds of the things added up.", (in call) => PracticeReadings.Speeds(call) is { Count: > 0 } speeds
            ? Value.OfNumber(PlanType.MetresPerSecond, speeds.Sum()) : Value.Unknown(PlanType.MetresPerSecond, NoneToMeasure)),
        UnseenTool.Value("round_trip", PlanType.Metres, "Metres of the way to the nearest of the things and back again.", (in call) => PracticeReadings.ByDistance(call) is [var nearest, ..]
            ? Value.OfNumber(PlanType.Metres, 2 * nearest.Far) : Value.Unknown(PlanType.Metres, NoneToMeasure)),
        UnseenTool.Value("elbow_room", PlanType.Metres, "The shortest distance between any two of the things, in metres.", (in call) => ElbowRoom(call)),
        UnseenTool.Value("stopping_distance", PlanType.Metres, "Metres in which the fastest thing could stop: its speed squared, divided by ten.", (in call) => PracticeReadings.Speeds(call) is [.., var fastest]
            ? Value.OfNumber(PlanType.Metres, fastest * fastest / 10) : Value.Unknown(PlanType.Metres, NoneToMeasure)),
        UnseenTool.Value("speed_gap", PlanType.MetresPerSecond, "How much faster the fastest of the things moves than the slowest.", (in call) => PracticeReadings.Speeds(call) is { Count: > 1 } speeds
            ? Value.OfNumber(PlanType.MetresPerSecond, speeds[^1] - speeds[0]) : Value.Unknown(PlanType.MetresPerSecond, NoTwoToMeasure)),
        UnseenTool.Value("catching_up", PlanType.MetresPerSecond, "Speed at which the nearest of the things comes towards the camera; negative if receding.", (in call) =>
            PracticeReadings.ByDistance(call) is [var nearest, ..] && call.World.MotionOf(nearest.Thing) is { } motion
                ? Value.OfNumber(PlanType.MetresPerSecond, motion.ClosingMps) : Value.Unknown(PlanType.MetresPerSecond, NoneToMeasure)),
    ];

    private static Value ElbowRoom(in ToolCall call) => PracticeReadings.ByDistance(call) is { Count: > 1 } placed
        ? Value.OfNumber(PlanType.Metres, placed.Min(one => placed.Where(other => other.Thing != one.Thing).Min(other => one.Place.DistanceToM(other.Place))))
        : Value.Unknown(PlanType.Metres, NoTwoToMeasure);
}
