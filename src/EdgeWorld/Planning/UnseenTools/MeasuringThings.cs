using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>Metres and speeds of all the things together.</summary>
internal static class MeasuringThings
{
    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        UnseenTool.Value("average_distance", PlanType.Metres, "The mean of the distances of the things in metres.", (in call) =>
        {
            var (sum, count) = (0.0, 0);
            foreach (var thing in call.Set(0))
            {
                if (call.World.GroundOf(thing) is { } place)
                    (sum, count) = (sum + place.DistanceM, count + 1);
            }
            return count == 0 ? Value.Unknown(PlanType.Metres, "there is none to measure") : Value.OfNumber(PlanType.Metres, sum / count);
        }),
        UnseenTool.Value("spread", PlanType.Metres, "The largest distance between two of the things.", (in call) =>
        {
            var most = -1.0;
            foreach (var one in call.Set(0))
            {
                foreach (var other in call.Set(0) - ThingSet.Of(one))
                {
                    if (call.World.GroundOf(one) is { } here && call.World.GroundOf(other) is { } there)
                        most = Math.Max(most, here.DistanceToM(there));
                }
            }
            return most < 0 ? Value.Unknown(PlanType.Metres, "there are no two to measure") : Value.OfNumber(PlanType.Metres, most);
        }),
        UnseenTool.Value("slowest_speed", PlanType.MetresPerSecond, "The speed of the slowest of the things.", (in call) =>
        {
            double? slowest = null;
            foreach (var thing in call.Set(0))
            {
                if (call.World.MotionOf(thing) is { } motion && !(slowest <= motion.SpeedMps))
                    slowest = motion.SpeedMps;
            }
            return slowest is { } speed ? Value.OfNumber(PlanType.MetresPerSecond, speed) : Value.Unknown(PlanType.MetresPerSecond, "there is none to measure");
        }),
    ];
}
