using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Telemetry.Spool;

namespace EdgeHost.Rewards;

/// <summary>A record of the spool as one line of a batch (docs/uploads.md): <c>{"seq":…,"kind":"reward","record":{…}}</c>.</summary>
internal static class RecordLine
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(RecordId id, RecordKind kind, ReadOnlySpan<byte> payload)
    {
        var buffer = new ArrayBufferWriter<byte>(payload.Length + 64);
        using (var json = new Utf8JsonWriter(buffer, s_readable))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", id.Sequence);
            json.WriteString("kind", NameOf(kind));
            json.WritePropertyName("record");
            if (kind != RecordKind.Gap)
                json.WriteRawValue(payload); // our own, written on one line
            else if (GapRecord.TryDecode(payload, out var gap))
                Write(json, gap);
            else
                json.WriteNullValue();
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static string NameOf(RecordKind kind) => kind switch
    {
        RecordKind.Reward => "reward",
        RecordKind.Trace => "trace",
        RecordKind.Picture => "picture",
        RecordKind.Event => "event",
        RecordKind.SafetyEvent => "safety_event",
        RecordKind.Gap => "gap",
        _ => "unknown",
    };

    private static void Write(Utf8JsonWriter json, in GapRecord gap)
    {
        json.WriteStartObject();
        json.WriteNumber("first", gap.First);
        json.WriteNumber("last", gap.Last);
        json.WriteString("lost", NameOf(gap.Kind));
        json.WriteString("reason", gap.Reason.ToString().ToLowerInvariant());
        json.WriteNumber("count", gap.Count);
        json.WriteNumber("bytes", gap.Bytes);
        json.WriteEndObject();
    }
}
