using System.Buffers;
using System.Text.Json;
using Telemetry.Spool;

namespace Telemetry.Outgoing.Spooled;

/// <summary>The payload of the topic <c>gaps</c>: records that were lost, or that the broker would not have. docs/mqtt.md has the fields.</summary>
internal static class GapMessage
{
    public static byte[] Of(in GapRecord gap)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, gap.First, gap.Last, Name(gap.Kind), Name(gap.Reason), gap.Count, gap.Bytes);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Of(in Rejection rejection)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, rejection.First, rejection.Last, "event"u8, rejection.Code == 0 ? "unreadable"u8 : "rejected"u8, rejection.Count, rejection.Bytes);
            if (rejection.Topic is { } topic)
                json.WriteString("topic"u8, topic.Text);
            if (rejection.Code != 0)
                json.WriteNumber("code"u8, rejection.Code);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, long first, long last, ReadOnlySpan<byte> lost, ReadOnlySpan<byte> reason, long count, long bytes)
    {
        json.WriteNumber("first"u8, first);
        json.WriteNumber("last"u8, last);
        json.WriteString("lost"u8, lost);
        json.WriteString("reason"u8, reason);
        json.WriteNumber("count"u8, count);
        json.WriteNumber("bytes"u8, bytes);
    }

    private static ReadOnlySpan<byte> Name(RecordKind kind) => kind switch
    {
        RecordKind.Picture => "picture"u8,
        RecordKind.Trace => "trace"u8,
        RecordKind.Reward => "reward"u8,
        RecordKind.Event => "event"u8,
        RecordKind.SafetyEvent => "safety_event"u8,
        RecordKind.Gap => "gap"u8,
        _ => "unknown"u8,
    };

    private static ReadOnlySpan<byte> Name(GapReason reason) => reason switch
    {
        GapReason.Evicted => "evicted"u8,
        GapReason.Damaged => "damaged"u8,
        GapReason.Unfinished => "unfinished"u8,
        _ => "refused"u8,
    };
}
