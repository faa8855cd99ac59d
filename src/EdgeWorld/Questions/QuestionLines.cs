using System.Text.Encodings.Web;
using System.Text.Json;
using EdgePlanner.Values;

namespace EdgeWorld.Questions;

/// <summary>Questions as JSON, a line each: family, source, frame, question, type and value of the answer (null where it cannot be told), plan.</summary>
public static class QuestionLines
{
    private const int LongestLine = 16_384;
    private const int MostQuestions = 1_000_000;

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
    public static IReadOnlyList<StreetQuestion> Read(string path)
    {
        List<StreetQuestion> questions = [];
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length > LongestLine || number > MostQuestions)
                throw new WorldException($"{path}, line {number}: expected at most {LongestLine} characters a line and {MostQuestions} lines");
            if (line.Length == 0)
                continue;
            try
            {
                questions.Add(Parse(line));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or WorldException)
            {
                throw new WorldException($"{path}, line {number}: {e.Message}; expected a question as `edgehost data questions` writes it");
            }
        }
        return questions.Count > 0 ? questions : throw new WorldException($"{path} holds no question; `edgehost data questions` writes some");
    }

    private static void Write(Utf8JsonWriter json, StreetQuestion question)
    {
        json.WriteStartObject();
        json.WriteString("family", question.Family);
        json.WriteString("source", question.Source);
        json.WriteNumber("frame", question.Frame);
        json.WriteString("question", question.Question);
        json.WriteString("type", question.Answer.Type.ToString());
        json.WritePropertyName("answer");
        switch (question.Answer.Type)
        {
            case var _ when !question.Answer.IsKnown:
                json.WriteNullValue();
                break;
            case PlanType.Bool:
                json.WriteBooleanValue(question.Answer.Truth);
                break;
            case PlanType.Text:
                json.WriteStringValue(question.Answer.Text);
                break;
            case PlanType.Int or PlanType.Clock:
                json.WriteNumberValue(question.Answer.Integer);
                break;
            default:
                json.WriteNumberValue(Math.Round(question.Answer.Number, 3));
                break;
        }
        json.WriteString("plan", question.Plan);
        json.WriteEndObject();
    }

    private static StreetQuestion Parse(string line)
    {
        using var parsed = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 4 });
        var json = parsed.RootElement;
        var (source, frame) = (Text(json, "source"), json.GetProperty("frame").GetInt32());
        WorldOptions.Parse(source);
        if (frame is < 0 or > StreetFrames.LastFrame)
            throw new WorldException($"frame {frame} is not valid: 0 to {StreetFrames.LastFrame}");
        if (!Enum.TryParse<PlanType>(Text(json, "type"), out var type))
            throw new WorldException($"type '{Text(json, "type")}' is unknown: expected {string.Join(", ", Enum.GetNames<PlanType>())}");
        return new StreetQuestion(
            Text(json, "family"), source, frame, Text(json, "question"), AnswerOf(json.GetProperty("answer"), type),
            json.TryGetProperty("plan", out var plan) ? plan.GetString() ?? "" : "");
    }

    private static Value AnswerOf(JsonElement answer, PlanType type) => answer.ValueKind == JsonValueKind.Null
        ? Value.Unknown(type, "it cannot be told")
        : type switch
        {
            PlanType.Bool => Value.OfBool(answer.GetBoolean()),
            PlanType.Text => Value.OfText(answer.GetString()!),
            PlanType.Int => Value.OfInt(answer.GetInt64()),
            PlanType.Clock => Value.OfClock(answer.GetInt32()),
            PlanType.Metres or PlanType.MetresPerSecond or PlanType.Seconds or PlanType.Degrees or PlanType.Float => Value.OfNumber(type, answer.GetDouble()),
            _ => throw new WorldException($"an answer of type {type} cannot be scored"),
        };

    private static string Text(JsonElement json, string key) =>
        json.GetProperty(key).GetString() ?? throw new WorldException($"{key} is null");
}
