using System.Globalization;

namespace EdgePlanner.Values;

/// <summary>A value as a person reads it: in traces, messages and answers.</summary>
public static class ValueText
{
    public static string Of(in Value value)
    {
        if (!value.IsKnown)
            return value.Type == PlanType.None ? "nothing" : value.Text is { } reason ? $"unknown ({reason})" : "unknown";
        return value.Type switch
        {
            PlanType.Boxes or PlanType.Tracks => value.Set.Count == 1 ? "1 thing" : Invariant($"{value.Set.Count} things"),
            PlanType.Bool => value.Truth ? "yes" : "no",
            PlanType.Text => value.Text ?? "",
            PlanType.Int => value.Integer.ToString(CultureInfo.InvariantCulture),
            PlanType.Clock => Invariant($"{value.Integer} o'clock"),
            PlanType.Moment => Moment(value),
            _ => Invariant($"{value.Number:0.###}{Unit(value.Type)}{Margin(value)}"),
        };
    }

    /// <summary>As an answer given at a time (Unix seconds): moments are told by how long ago they are, "on the table, 20 minutes ago".</summary>
    public static string At(in Value value, double nowS)
    {
        if (!value.IsKnown || value.Type != PlanType.Moment)
            return Of(value);
        var ago = Ago(nowS - value.Number);
        return value.Text is { } place ? $"{place}, {ago}" : ago;
    }

    private static string Ago(double seconds)
    {
        var (past, size) = (seconds >= 0, Math.Abs(seconds));
        var (number, unit) = size switch
        {
            < 1 => (0, ""),
            < 100 => (size, "second"),
            < 100 * 60 => (size / 60, "minute"),
            < 48 * 3600 => (size / 3600, "hour"),
            _ => (size / 86_400, "day"),
        };
        var whole = Math.Round(number, MidpointRounding.AwayFromZero);
        if (unit.Length == 0)
            return "now";
        var span = Invariant($"{whole:0} {unit}{(whole == 1 ? "" : "s")}");
        return past ? $"{span} ago" : $"in {span}";
    }

    /// <summary>With the blank before it; empty for a bare number.</summary>
    public static string Unit(PlanType type) => type switch
    {
        PlanType.Metres => " m",
        PlanType.Seconds => " s",
        PlanType.Degrees => "°",
        PlanType.MetresPerSecond => " m/s",
        _ => "",
    };

    private static string Margin(in Value value) => value.Uncertainty > 0 ? Invariant($" ± {value.Uncertainty:0.##}{Unit(value.Type)}") : "";

    private static string Moment(in Value value)
    {
        // Outside the calendar's years there is nothing to print but the number.
        var seconds = value.Number;
        var time = seconds is > -62_135_596_800 and < 253_402_300_799
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : Invariant($"{seconds:0} s");
        return value.Text is { } place ? $"{place}, {time}" : time;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
