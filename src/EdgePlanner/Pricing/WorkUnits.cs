using EdgePlanner.Tools;

namespace EdgePlanner.Pricing;

/// <summary>
/// The unit of work: a nanosecond of the device that the profile was measured on. Price and charge come from the one function here, which
/// never falls as elements are added; so a run on fewer elements is never dearer than its price.
/// </summary>
internal static class WorkUnits
{
    public const long PerMillisecond = 1_000_000;

    public static long Of(ToolCost cost, int elements) => (long)Math.Ceiling((cost.FixedMicros + (cost.PerElementMicros * elements)) * 1000);

    public static TimeSpan Time(long units) => TimeSpan.FromTicks((units + 99) / 100);

    public static long Of(TimeSpan time) => time.Ticks > long.MaxValue / 100 ? long.MaxValue : time.Ticks * 100;
}
