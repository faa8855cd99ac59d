using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeWorld.Planning.Seeds;

/// <summary>What a model is taught by: what it reads, and what it should write then.</summary>
public sealed record TaughtPair(string Prompt, string Plan, double Weight)
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson()
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, s_readable))
            Write(json);
        return Encoding.UTF8.GetString(line.ToArray());
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("prompt", Prompt);
        json.WriteString("plan", Plan);
        json.WriteNumber("weight", Weight);
        json.WriteEndObject();
    }
}
