using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Telemetry;

/// <summary>The answer to a message that cannot be served: <c>{"ok":false,"error":"..."}</c>.</summary>
public static class Refusal
{
    // A payload is no HTML: quotes and letters beyond ASCII stay readable.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="error">What was expected, what was found, and the way out.</param>
    public static byte[] ToJson(string error)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_readable))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok"u8, false);
            json.WriteString("error"u8, error);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
