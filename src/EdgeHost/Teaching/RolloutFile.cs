using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeWorld.Planning;

namespace EdgeHost.Teaching;

/// <summary>Lines of experience. What is in the file already is not made again: a run that was stopped goes on where it was.</summary>
internal sealed class RolloutFile : IAsyncDisposable
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly StreamWriter _lines;

    /// <summary>A last line that was not written whole is cut off.</summary>
    public RolloutFile(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.SetLength(WholeLines(file, _done));
        file.Seek(0, SeekOrigin.End);
        _lines = new StreamWriter(file, new UTF8Encoding(false));
    }

    public int Done => _done.Count;

    public bool Has(PlanQuestion question) => _done.Contains(question.Id);

    public async Task AddAsync(RolloutLine line)
    {
        await _lines.WriteLineAsync(JsonOf(line));
        await _lines.FlushAsync();
    }

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    public static string JsonOf(RolloutLine line)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_readable))
        {
            json.WriteStartObject();
            json.WriteString("id", line.Question.Id);
            json.WriteString("prompt", line.Prompt);
            json.WriteString("language", Languages.CodeOf(line.Question.Language));
            json.WriteString("family", line.Question.Family);
            json.WriteString("kind", line.Question.Kind);
            json.WriteStartArray("plans");
            foreach (var plan in line.Plans)
            {
                json.WriteStartObject();
                json.WriteString("plan", plan.Plan);
                json.WriteNumber("reward", Math.Round(plan.Reward, 4));
                json.WriteNumber("match", Math.Round(plan.Match, 4));
                json.WriteNumber("count", plan.Count);
                json.WriteNumber("strays", plan.Strays);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("variants");
            foreach (var variant in line.Variants)
                variant.Write(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>How far the file holds whole lines.</summary>
    private static long WholeLines(FileStream file, HashSet<string> ids)
    {
        var whole = 0L;
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            var end = whole + Encoding.UTF8.GetByteCount(line) + 1;
            if (end > file.Length || IdOf(line) is not { } id)
                break;
            ids.Add(id);
            whole = end;
        }
        return whole;
    }

    private static string? IdOf(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("id").GetString();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
