using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using EdgePlanner.Answering;
using EdgePlanner.Language;

namespace EdgeHost.Rewards.Hearing;

/// <summary>Reads <c>{id, reward}</c>, <c>{id, correct}</c> or <c>{id, plan}</c>. Hostile until checked: whatever it is, there comes a
/// <see cref="Feedback"/> out, with everything that is wrong with it at once.</summary>
internal static class FeedbackReader
{
    /// <summary>A plan, escaped in the longest way, and the other fields.</summary>
    public const int MostBytes = (6 * PlanLimits.SourceBytes) + 1024;

    public const int LongestId = 64;
    private const int LongestNumber = 40;
    private const int LongestEcho = 80;
    private const string Example = """{"id":"7","reward":1}, {"id":"7","correct":3} or {"id":"7","plan":"…"}""";

    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    public static Feedback Read(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > MostBytes)
            return Wrong($"it has {payload.Length} bytes; expected at most {MostBytes}");
        if (!Utf8.IsValid(payload.Span))
            return Wrong($"it is no UTF-8 text; expected {Example}");
        try
        {
            using var document = JsonDocument.Parse(payload, s_strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : Wrong($"it is a JSON {document.RootElement.ValueKind.ToString().ToLowerInvariant()}; expected an object such as {Example}");
        }
        catch (JsonException e)
        {
            return Wrong(string.Create(CultureInfo.InvariantCulture, $"it is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}; expected {Example}"));
        }
        catch (InvalidOperationException)
        {
            return Wrong($"half of a surrogate pair (\\ud800 to \\udfff) is no text; expected {Example}");
        }
    }

    private static Feedback Read(JsonElement root)
    {
        List<string> problems = [];
        var feedback = new Feedback("");
        foreach (var field in root.EnumerateObject())
            feedback = Take(feedback, field, problems);
        if (feedback.Id.Length == 0 && !root.TryGetProperty("id"u8, out _))
            problems.Add("'id' is missing: whose answer is it about?");
        var count = (feedback.Reward is null ? 0 : 1) + (feedback.Correct is null ? 0 : 1) + (feedback.Plan is null ? 0 : 1);
        if (count != 1 && problems.Count == 0)
            problems.Add($"it has {count} of 'reward', 'correct' and 'plan'; expected one of them");
        return problems.Count == 0 ? feedback : feedback with { Problem = $"{string.Join("; ", problems)}; expected {Example}" };
    }

    private static Feedback Take(Feedback feedback, JsonProperty field, List<string> problems)
    {
        switch (field.Name)
        {
            case "id":
                if (field.Value.ValueKind == JsonValueKind.String && field.Value.GetString() is { Length: > 0 and <= LongestId } id && !id.Any(char.IsControl))
                    return feedback with { Id = id };
                problems.Add($"'id' is {Echo(field.Value)}; expected that of an answer, 1 to {LongestId} characters");
                return feedback;
            case "reward":
                if (field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetDouble(out var reward) && reward is >= -1 and <= 1)
                    return feedback with { Reward = reward };
                problems.Add($"'reward' is {Echo(field.Value)}; expected a number from -1 to 1");
                return feedback;
            case "correct":
                if (field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null
                    || (field.Value.ValueKind == JsonValueKind.Number && field.Value.GetRawText().Length <= LongestNumber && field.Value.TryGetDouble(out var number) && double.IsFinite(number))
                    || (field.Value.ValueKind == JsonValueKind.String && field.Value.GetString() is { Length: <= Query.LongestQuestion } text && !text.Any(char.IsControl)))
                    return feedback with { Correct = field.Value.Clone() };
                problems.Add($"'correct' is {Echo(field.Value)}; expected a number, a text of at most {Query.LongestQuestion} characters without control characters, true, false or null");
                return feedback;
            case "plan":
                if (field.Value.ValueKind == JsonValueKind.String)
                    return feedback with { Plan = field.Value.GetString() };
                problems.Add($"'plan' is {Echo(field.Value)}; expected a text");
                return feedback;
            default:
                problems.Add($"there is no field '{Shortened(field.Name)}'");
                return feedback;
        }
    }

    private static Feedback Wrong(string problem) => new("") { Problem = problem };

    private static string Echo(JsonElement value) => Shortened(value.GetRawText());

    private static string Shortened(string text) => text.Length > LongestEcho ? $"{text[..LongestEcho]}…" : text;
}
