using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeHost.Rewards.Hearing;

/// <summary>What became of somebody's feedback.</summary>
/// <param name="Error">Null where it was recorded.</param>
/// <param name="IsKnown">The answer that it is about is still known here: the record says what was asked and answered.</param>
/// <param name="IsDurable">On the disk; false: on its way there.</param>
internal sealed record Heard(string Id, string? Error, double Reward, bool IsKnown, bool IsDurable)
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Heard Refused(string id, string error) => new(id, error, 0, false, false);

    /// <summary><c>{"ok":true,"id","reward","known","durable"}</c> or <c>{"ok":false,"id","error"}</c>.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_readable))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", Error is null);
            json.WriteString("id", Id);
            if (Error is null)
            {
                json.WriteNumber("reward", Reward);
                json.WriteBoolean("known", IsKnown);
                json.WriteBoolean("durable", IsDurable);
            }
            else
            {
                json.WriteString("error", Error);
            }
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
