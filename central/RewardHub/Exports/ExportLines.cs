using System.Runtime.InteropServices;
using System.Text.Json;

namespace RewardHub.Exports;

/// <summary>Rows as lines of JSON. False: the row makes no line.</summary>
internal static class ExportLines
{
    private static readonly string[] s_ofAnswer = ["query", "plan", "outcome", "answer", "planner", "model", "catalog", "bundle"];
    private static readonly string[] s_ofReward = ["reward", "source", "why", "correction", "consent", "time"];

    /// <summary>One reward with what it was about, for the learner.</summary>
    public static bool WriteReward(Utf8JsonWriter writer, ExportRow row)
    {
        using var reward = JsonDocument.Parse(row.Reward);
        using var first = row.Asked is null ? null : JsonDocument.Parse(row.Asked);
        writer.WriteStartObject();
        writer.WriteString("device", row.Device);
        Copy(writer, reward.RootElement, "id");
        writer.WriteString("received", row.Received);
        foreach (var name in s_ofAnswer)
            Copy(writer, (first ?? reward).RootElement, name);
        foreach (var name in s_ofReward)
            Copy(writer, reward.RootElement, name);
        writer.WriteEndObject();
        return true;
    }

    /// <summary>One answer as a conversation, in the shape that tools for fine-tuning read. A corrected plan is what the assistant should have said.</summary>
    public static bool WriteChat(Utf8JsonWriter writer, ExportRow row, string system)
    {
        using var reward = JsonDocument.Parse(row.Reward);
        using var first = row.Asked is null ? null : JsonDocument.Parse(row.Asked);
        using var correction = row.Correction is null ? null : JsonDocument.Parse(row.Correction);
        var answer = (first ?? reward).RootElement;
        var better = correction is null ? null : TextOf(correction.RootElement.GetProperty("correction"), "plan");
        var question = answer.TryGetProperty("query", out var query) && query.ValueKind == JsonValueKind.Object ? TextOf(query, "text") : null;
        if (question is null || (better ?? TextOf(answer, "plan")) is not { } plan)
            return false;
        var earned = better is not null ? 1 : reward.RootElement.GetProperty("reward").GetDouble();
        writer.WriteStartObject();
        writer.WriteStartArray("messages");
        Message(writer, "system", system);
        Message(writer, "user", question);
        Message(writer, "assistant", plan);
        writer.WriteEndArray();
        writer.WriteNumber("reward", earned);
        // Behaviour cloning learns from what was good, as much as it was good.
        writer.WriteNumber("weight", Math.Max(0, earned));
        writer.WriteString("source", better is not null ? TextOf(correction!.RootElement, "source") : TextOf(reward.RootElement, "source"));
        writer.WriteBoolean("corrected", better is not null);
        Copy(writer, answer, "planner");
        Copy(writer, answer, "catalog");
        writer.WriteString("device", row.Device);
        Copy(writer, answer, "id");
        writer.WriteEndObject();
        return true;
    }

    private static void Message(Utf8JsonWriter writer, string role, string content)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role);
        writer.WriteString("content", content);
        writer.WriteEndObject();
    }

    private static void Copy(Utf8JsonWriter writer, JsonElement record, string name)
    {
        writer.WritePropertyName(name);
        if (record.TryGetProperty(name, out var value))
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
        else
            writer.WriteNullValue();
    }

    private static string? TextOf(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
