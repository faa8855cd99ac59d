using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgePlanner.Values;
using EdgeWorld.Questions;

namespace EdgeWorld.Planning;

/// <summary>Questions for planners as JSON, a line each. Where a plan is not asked for, none is written: who is trained by reward sees questions and true answers.</summary>
public static class PlanQuestionLines
{
    private const int LongestLine = 65_536;

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
    public static IEnumerable<PlanQuestion> Read(string path) => JsonLines.Read(path, LongestLine, "edgehost data plans", Parse);

    private static PlanQuestion Parse(string line)
    {
        using var parsed = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 8 });
        var json = parsed.RootElement;
        return new PlanQuestion(
            JsonLines.Text(json, "id"), JsonLines.Text(json, "question"), JsonLines.Text(json, "language") == "ja" ? Language.Japanese : Language.English, JsonLines.Text(json, "family"), JsonLines.Text(json, "kind"), JsonLines.Text(json, "template"),
            json.GetProperty("calls").GetInt32(), json.TryGetProperty("plan", out var plan) ? plan.GetString() ?? "" : "",
            json.GetProperty("price_ms").GetDouble(),
            JsonLines.Text(json, "tools").Split(' ', StringSplitOptions.RemoveEmptyEntries), [.. json.GetProperty("scenes").EnumerateArray().Select(SceneOf)]);
    }

    private static AskedOn SceneOf(JsonElement json) =>
        new(JsonLines.Text(json, "source"), json.GetProperty("frame").GetInt32(), AnswerOf(json.GetProperty("answer")));

    private static void Write(Utf8JsonWriter json, AskedOn scene)
    {
        json.WriteStartObject();
        json.WriteString("source", scene.Source);
        json.WriteNumber("frame", scene.Frame);
        json.WriteStartObject("answer");
        json.WriteString("type", scene.Answer.Type.ToString());
        json.WritePropertyName("value");
        AnswerJson.Write(json, scene.Answer);
        if (scene.Answer is { IsKnown: true, Type: PlanType.Moment, Text: { } place })
            json.WriteString("place", place);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Value AnswerOf(JsonElement json)
    {
        if (!Enum.TryParse<PlanType>(JsonLines.Text(json, "type"), out var type) || type == PlanType.None)
            throw new WorldException($"type '{JsonLines.Text(json, "type")}' is unknown: expected {string.Join(", ", Enum.GetNames<PlanType>().Skip(1))}");
        return AnswerJson.Read(json.GetProperty("value"), type, json.TryGetProperty("place", out var place) ? place.GetString() : null);
    }
}
