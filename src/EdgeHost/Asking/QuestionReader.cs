using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EdgeHost.Asking;

/// <summary>Reads what was sent as a question: plain text, or <c>{question, camera?, language?, budget_ms?, evidence?, id?}</c>. Hostile until
/// checked: whatever it is, there comes a <see cref="Question"/> out, with everything that is wrong with it at once.</summary>
/// <param name="budget">For a question that names none.</param>
internal sealed class QuestionReader(TimeSpan budget, TimeProvider time)
{
    /// <summary>A thousand letters, escaped in the longest way, and the other fields.</summary>
    public const int MostBytes = 16 * 1024;

    public static readonly TimeSpan LeastBudget = TimeSpan.FromMilliseconds(1);
    public static readonly TimeSpan MostBudget = TimeSpan.FromSeconds(60);

    private const int LongestId = 64;
    private const int LongestEcho = 80;
    private const string Example = """{"question":"how many cars are there?","budget_ms":2000}""";

    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    public Question Read(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > MostBytes)
            return Wrong($"it has {payload.Length} bytes, at most {MostBytes} are read: ask one thing at a time, as plain text or as {Example}");
        if (FirstNoText(payload.Span) is { } at)
            return Wrong($"byte {at} is no UTF-8: send UTF-8, as plain text or as {Example}");
        return payload.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? ReadJson(payload) : New() with { Text = Encoding.UTF8.GetString(payload.Span).Trim() };
    }

    private Question ReadJson(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload, s_strict);
            List<string> problems = [];
            var question = New();
            foreach (var field in document.RootElement.EnumerateObject())
                question = Take(question, field, problems);
            if (!document.RootElement.TryGetProperty("question"u8, out _))
                problems.Add($"'question' is missing; expected e.g. {Example}");
            return problems.Count == 0 ? question : question with { Problem = string.Join("; ", problems) };
        }
        catch (JsonException e)
        {
            return Wrong(string.Create(
                CultureInfo.InvariantCulture, $"it begins as JSON and is none: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {e.Message.Split(". ")[0].TrimEnd('.')}; expected e.g. {Example}"));
        }
        catch (InvalidOperationException)
        {
            return Wrong($"half of a surrogate pair (\\ud800 to \\udfff) is no text; expected e.g. {Example}");
        }
    }

    private static Question Take(Question question, JsonProperty field, List<string> problems)
    {
        switch (field.Name)
        {
            case "question":
                return question with { Text = Text(field, "how many cars are there?", problems).Trim() };
            case "camera":
                return question with { Camera = Text(field, "front", problems) };
            case "language":
                if (Text(field, "en", problems) is { Length: > 0 } language && language.Split('-')[0] is not ("en" or "ja"))
                    problems.Add($"'language' is {Echo(field.Value)}; only English and Japanese are understood so far: expected \"en\" or \"ja\", and the question in it");
                return question;
            case "budget_ms":
                if (field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetDouble(out var milliseconds)
                    && milliseconds >= LeastBudget.TotalMilliseconds && milliseconds <= MostBudget.TotalMilliseconds)
                    return question with { Budget = TimeSpan.FromMilliseconds(milliseconds) };
                problems.Add(FormattableString.Invariant(
                    $"'budget_ms' is {Echo(field.Value)}; expected a number of milliseconds from {LeastBudget.TotalMilliseconds} to {MostBudget.TotalMilliseconds}"));
                return question;
            case "evidence":
                EvidenceKind? kind = Text(field, "boxes", problems) switch { "none" => EvidenceKind.None, "boxes" => EvidenceKind.Boxes, "snapshot" => EvidenceKind.Snapshot, _ => null };
                if (kind is null && field.Value.ValueKind == JsonValueKind.String)
                    problems.Add($"'evidence' is {Echo(field.Value)}; expected \"none\", \"boxes\" or \"snapshot\"");
                return question with { Evidence = kind ?? question.Evidence };
            case "id":
                if (Text(field, "7", problems) is { Length: > 0 and <= LongestId } id && !id.Any(char.IsControl))
                    return question with { Id = id };
                if (field.Value.ValueKind == JsonValueKind.String)
                    problems.Add($"'id' is {Echo(field.Value)}; expected 1 to {LongestId} characters, none of them a control character");
                return question;
            default:
                problems.Add($"there is no field '{Shortened(field.Name)}'; expected question, camera, language, budget_ms, evidence or id");
                return question;
        }
    }

    private static string Text(JsonProperty field, string example, List<string> problems)
    {
        if (field.Value.ValueKind == JsonValueKind.String)
            return field.Value.GetString()!;
        problems.Add($"'{field.Name}' is {Echo(field.Value)}; expected a text such as \"{example}\"");
        return "";
    }

    private Question New() => new() { Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), Budget = budget };

    private Question Wrong(string problem) => New() with { Problem = problem };

    private static string Echo(JsonElement value) => Shortened(value.GetRawText());

    private static string Shortened(string text) => text.Length > LongestEcho ? $"{text[..LongestEcho]}…" : text;

    /// <summary>Where the bytes stop being UTF-8, from 0; null where they do not.</summary>
    private static int? FirstNoText(ReadOnlySpan<byte> payload)
    {
        if (Utf8.IsValid(payload))
            return null;
        var at = 0;
        while (Rune.DecodeFromUtf8(payload[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }
}
