using System.Buffers;
using System.Text.Json;
using Telemetry.Spool;

namespace Telemetry.Uploading;

/// <summary>A record of the spool as one line of a batch (docs/uploads.md): <c>{"seq":…,"kind":"reward","record":{…}}</c>.</summary>
public static class RecordLine
{
    /// <summary>A payload is JSON already, on one line, and goes in as it is.</summary>
    public static void Write(IBufferWriter<byte> lines, RecordId id, RecordKind kind, ReadOnlySpan<byte> payload)
    {
        using (var json = new Utf8JsonWriter(lines))
        {
            json.WriteStartObject();
            json.WriteNumber("seq"u8, id.Sequence);
            json.WriteString("kind"u8, RecordNames.Of(kind));
            json.WritePropertyName("record"u8);
            if (kind == RecordKind.Gap && GapRecord.TryDecode(payload, out var gap))
            {
                json.WriteStartObject();
                GapJson.Write(json, gap);
                json.WriteEndObject();
            }
            else
            {
                json.WriteRawValue(payload, skipInputValidation: true);
            }
            json.WriteEndObject();
        }
        lines.Write("\n"u8);
    }
}
