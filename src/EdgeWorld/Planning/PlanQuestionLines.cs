using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgePlanner.Values;

namespace EdgeWorld.Planning;

/// <summary>Questions for planners as JSON, a line each. Where a plan is not asked for, none is written: who is trained by reward sees questions and true answers.</summary>
public static class PlanQuestionLines
{
    private const int LongestLine = 65_536;
    private const int MostQuestions = 1_000_000;

    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="prompt">What a taught model reads; null leaves it out.</param>
    public static string Write(PlanQuestion question, string? prompt, bool withPlan)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, s_readable))
        {
            json.WriteStartObject();
            json.WriteString("id", question.Id);
            if (prompt is not null)
                json.WriteString("prompt", prompt);
            json.WriteString("question", question.Question);
            json.WriteString("language", Languages.CodeOf(question.Language));
            json.WriteString("family", question.Family);
            json.WriteString("kind", question.Kind);
            json.WriteString("template", question.Template);
            json.WriteNumber("calls", question.Calls);
            json.WriteNumber("price_ms", Math.Round(question.PriceMs, 4));
            json.WriteString("tools", string.Join(' ', question.Tools));
            if (withPlan)
                json.WriteString("plan", question.Plan);
            json.WriteStartArray("scenes");
            foreach (var scene in question.Scenes)
                Write(json, scene);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(line.ToArray());
    }

    /// <exception cref="WorldException">A line is no question; which one and why is said.</exception>
    public static IEnumerable<PlanQuestion> Read(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length > LongestLine || number > MostQuestions)
                throw new WorldException($"{path}, line {number}: expected at most {LongestLine} characters a line and {MostQuestions} lines");
            if (line.Length == 0)
                continue;
            PlanQuestion question;
            try
            {
                question = Parse(line);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or WorldException)
            {
                throw new WorldException($"{path}, line {number}: {e.Message}; expected a question as `edgehost data plans` writes it");
            }
            yield return question;
        }
        if (number == 0)
            throw new WorldException($"{path} holds no question; `edgehost data plans` writes some");
    }

    private static PlanQuestion Parse(string line)
    {
        using var parsed = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 8 });
        var json = parsed.RootElement;
        return new PlanQuestion(
            Text(json, "id"), Text(json, "question"), Text(json, "language") == "ja" ? Language.Japanese : Language.English, Text(json, "family"), Text(json, "kind"), Text(json, "template"),
            json.GetProperty("calls").GetInt32(), json.TryGetProperty("plan", out var plan) ? plan.GetString() ?? "" : "",
            json.GetProperty("price_ms").GetDouble(),
            Text(json, "tools").Split(' ', StringSplitOptions.RemoveEmptyEntries), [.. json.GetProperty("scenes").EnumerateArray().Select(SceneOf)]);
    }

    private static AskedOn SceneOf(JsonElement json) =>
        new(Text(json, "source"), json.GetProperty("frame").GetInt32(), AnswerOf(json.GetProperty("answer")));

    private static void Write(Utf8JsonWriter json, AskedOn scene)
    {
        json.WriteStartObject();
        json.WriteString("source", scene.Source);
        json.WriteNumber("frame", scene.Frame);
        json.WriteStartObject("answer");
        json.WriteString("type", scene.Answer.Type.ToString());
        json.WritePropertyName("value");
        switch (scene.Answer.Type)
        {
            case var _ when !scene.Answer.IsKnown:
                json.WriteNullValue();
                break;
            case PlanType.Bool:
                json.WriteBooleanValue(scene.Answer.Truth);
                break;
            case PlanType.Text:
                json.WriteStringValue(scene.Answer.Text);
                break;
            case PlanType.Int or PlanType.Clock:
                json.WriteNumberValue(scene.Answer.Integer);
                break;
            case PlanType.Boxes or PlanType.Tracks:
                json.WriteStringValue(scene.Answer.Set.Bits.ToString("x", System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteNumberValue(Math.Round(scene.Answer.Number, 3));
                if (scene.Answer is { Type: PlanType.Moment, Text: { } place })
                    json.WriteString("place", place);
                break;
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Value AnswerOf(JsonElement json)
    {
        if (!Enum.TryParse<PlanType>(Text(json, "type"), out var type) || type == PlanType.None)
            throw new WorldException($"type '{Text(json, "type")}' is unknown: expected {string.Join(", ", Enum.GetNames<PlanType>().Skip(1))}");
        var value = json.GetProperty("value");
        if (value.ValueKind == JsonValueKind.Null)
            return Value.Unknown(type, "it cannot be told");
        return type switch
        {
            PlanType.Bool => Value.OfBool(value.GetBoolean()),
            PlanType.Text => Value.OfText(value.GetString()!),
            PlanType.Int => Value.OfInt(value.GetInt64()),
            PlanType.Clock => Value.OfClock(value.GetInt32()),
            PlanType.Boxes or PlanType.Tracks => Value.OfSet(type, new ThingSet(ulong.Parse(value.GetString()!, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture))),
            PlanType.Moment => Value.OfMoment(value.GetDouble(), json.TryGetProperty("place", out var place) ? place.GetString() : null),
            _ => Value.OfNumber(type, value.GetDouble()),
        };
    }

    private static string Text(JsonElement json, string key) =>
        json.GetProperty(key).GetString() ?? throw new WorldException($"{key} is null");
}
