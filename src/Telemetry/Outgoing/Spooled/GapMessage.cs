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
            GapJson.Write(json, gap);
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
            GapJson.Write(json, rejection.First, rejection.Last, RecordNames.Of(RecordKind.Event), rejection.Code == 0 ? "unreadable" : "rejected", rejection.Count, rejection.Bytes);
            if (rejection.Topic is { } topic)
                json.WriteString("topic"u8, topic.Text);
            if (rejection.Code != 0)
                json.WriteNumber("code"u8, rejection.Code);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
