using System.Text.Encodings.Web;
using System.Text.Json;
using EdgePlanner.Values;

namespace EdgeWorld.Questions;

/// <summary>Questions as JSON, a line each: family, source, frame, question, type and value of the answer (null where it cannot be told), plan.</summary>
public static class QuestionLines
{
    private const int LongestLine = 16_384;

    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same digits on every machine for the same questions.</summary>
    public static byte[] Write(IEnumerable<StreetQuestion> questions)
    {
        using var lines = new MemoryStream();
        foreach (var question in questions)
        {
            using (var json = new Utf8JsonWriter(lines, s_readable))
                Write(json, question);
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }

    /// <exception cref="WorldException">A line is no question; which one and why is said.</exception>
    public static IReadOnlyList<StreetQuestion> Read(string path) => [.. JsonLines.Read(path, LongestLine, "edgehost data questions", Parse)];

    private static void Write(Utf8JsonWriter json, StreetQuestion question)
    {
        json.WriteStartObject();
        json.WriteString("family", question.Family);
        json.WriteString("source", question.Source);
        json.WriteNumber("frame", question.Frame);
        json.WriteString("question", question.Question);
        json.WriteString("type", question.Answer.Type.ToString());
        json.WritePropertyName("answer");
        AnswerJson.Write(json, question.Answer);
        json.WriteString("plan", question.Plan);
        json.WriteEndObject();
    }

    private static StreetQuestion Parse(string line)
    {
        using var parsed = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 4 });
        var json = parsed.RootElement;
        var (source, frame) = (JsonLines.Text(json, "source"), json.GetProperty("frame").GetInt32());
        WorldOptions.Parse(source);
        if (frame is < 0 or > StreetFrames.LastFrame)
            throw new WorldException($"frame {frame} is not valid: 0 to {StreetFrames.LastFrame}");
        if (!Enum.TryParse<PlanType>(JsonLines.Text(json, "type"), out var type))
            throw new WorldException($"type '{JsonLines.Text(json, "type")}' is unknown: expected {string.Join(", ", Enum.GetNames<PlanType>())}");
        return new StreetQuestion(
            JsonLines.Text(json, "family"), source, frame, JsonLines.Text(json, "question"), AnswerOf(json.GetProperty("answer"), type),
            json.TryGetProperty("plan", out var plan) ? plan.GetString() ?? "" : "");
    }

    private static Value AnswerOf(JsonElement answer, PlanType type) =>
        answer.ValueKind == JsonValueKind.Null || type is PlanType.Bool or PlanType.Text or PlanType.Int or PlanType.Clock or PlanType.Metres or PlanType.MetresPerSecond or PlanType.Seconds
            or PlanType.Degrees or PlanType.Float
            ? AnswerJson.Read(answer, type)
            : throw new WorldException($"an answer of type {type} cannot be scored");
}
