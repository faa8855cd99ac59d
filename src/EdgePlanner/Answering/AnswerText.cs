using System.Globalization;
using EdgePlanner.Values;

namespace EdgePlanner.Answering;

/// <summary>A value as it is said to a person.</summary>
public static class AnswerText
{
    /// <param name="value">A known one.</param>
    /// <param name="nowS">Unix seconds; null tells moments as dates.</param>
    public static string Of(in Value value, double? nowS = null) => value.Type switch
    {
        PlanType.Bool => value.Truth ? "Yes." : "No.",
        PlanType.Boxes or PlanType.Tracks => value.Set.Count switch { 0 => "None.", 1 => "One.", var n => $"{n}." },
        PlanType.Metres => $"{Number(value)} metres{About(value)}.",
        PlanType.Seconds => $"{Number(value)} seconds{About(value)}.",
        PlanType.MetresPerSecond => string.Create(CultureInfo.InvariantCulture, $"{value.Number * 3.6:0} km/h."),
        PlanType.Degrees => $"{Number(value)} degrees{About(value)}.",
        PlanType.Clock => $"At {value.Integer} o'clock.",
        PlanType.Int => string.Create(CultureInfo.InvariantCulture, $"{value.Integer}."),
        PlanType.Text => Sentence(value.Text ?? ""),
        PlanType.Moment when nowS is { } now => Sentence(ValueText.At(value, now)),
        _ => Sentence(value.ToString()),
    };

    private static string Number(in Value value) => value.Number.ToString(Math.Abs(value.Number) < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string About(in Value value) =>
        value.Uncertainty > 0 ? string.Create(CultureInfo.InvariantCulture, $", give or take {value.Uncertainty:0.0}") : "";

    private static string Sentence(string text) => text.Length == 0 ? "Nothing." : $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}
