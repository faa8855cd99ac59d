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
            json.WriteString("kind"u8, NameOf(kind));
            json.WritePropertyName("record"u8);
            if (kind == RecordKind.Gap && GapRecord.TryDecode(payload, out var gap))
                Write(json, gap);
            else
                json.WriteRawValue(payload, skipInputValidation: true);
            json.WriteEndObject();
        }
        lines.Write("\n"u8);
    }

    public static string NameOf(RecordKind kind) => kind switch
    {
        RecordKind.Picture => "picture",
        RecordKind.Trace => "trace",
        RecordKind.Reward => "reward",
        RecordKind.Event => "event",
        RecordKind.SafetyEvent => "safety_event",
        RecordKind.Gap => "gap",
        _ => "unknown",
    };

    private static void Write(Utf8JsonWriter json, in GapRecord gap)
    {
        json.WriteStartObject();
        json.WriteNumber("first"u8, gap.First);
        json.WriteNumber("last"u8, gap.Last);
        json.WriteString("lost"u8, NameOf(gap.Kind));
        json.WriteString("reason"u8, NameOf(gap.Reason));
        json.WriteNumber("count"u8, gap.Count);
        json.WriteNumber("bytes"u8, gap.Bytes);
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> NameOf(GapReason reason) => reason switch
    {
        GapReason.Evicted => "evicted"u8,
        GapReason.Damaged => "damaged"u8,
        GapReason.Unfinished => "unfinished"u8,
        _ => "refused"u8,
    };
}
