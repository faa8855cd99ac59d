using System.Globalization;
using System.Text.Json;
using EdgePlanner.Values;

namespace EdgeWorld.Questions;

/// <summary>A true answer in a file of questions; its type stands beside it. Null where it cannot be told; sets of things are masks in hexadecimal.</summary>
internal static class AnswerJson
{
    public static void Write(Utf8JsonWriter json, in Value answer)
    {
        switch (answer.Type)
        {
            case var _ when !answer.IsKnown:
                json.WriteNullValue();
                break;
            case PlanType.Bool:
                json.WriteBooleanValue(answer.Truth);
                break;
            case PlanType.Text:
                json.WriteStringValue(answer.Text);
                break;
            case PlanType.Int or PlanType.Clock:
                json.WriteNumberValue(answer.Integer);
                break;
            case PlanType.Boxes or PlanType.Tracks:
                json.WriteStringValue(answer.Set.Bits.ToString("x", CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteNumberValue(Math.Round(answer.Number, 3));
                break;
        }
    }

    /// <param name="place">Of a moment.</param>
    public static Value Read(JsonElement answer, PlanType type, string? place = null) => answer.ValueKind == JsonValueKind.Null
        ? Value.Unknown(type, "it cannot be told")
        : type switch
        {
            PlanType.Bool => Value.OfBool(answer.GetBoolean()),
            PlanType.Text => Value.OfText(answer.GetString()!),
            PlanType.Int => Value.OfInt(answer.GetInt64()),
            PlanType.Clock => Value.OfClock(answer.GetInt32()),
            PlanType.Boxes or PlanType.Tracks => Value.OfSet(type, new ThingSet(ulong.Parse(answer.GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))),
            PlanType.Moment => Value.OfMoment(answer.GetDouble(), place),
            _ => Value.OfNumber(type, answer.GetDouble()),
        };
}
