using System.Text.Json;

namespace Telemetry.Spool;

/// <summary>A loss as it is told, the same to the hub and on MQTT.</summary>
internal static class GapJson
{
    public static void Write(Utf8JsonWriter json, in GapRecord gap) =>
        Write(json, gap.First, gap.Last, RecordNames.Of(gap.Kind), RecordNames.Of(gap.Reason), gap.Count, gap.Bytes);

    /// <summary>The fields alone, into an object that is open.</summary>
    public static void Write(Utf8JsonWriter json, long first, long last, string lost, string reason, long count, long bytes)
    {
        json.WriteNumber("first"u8, first);
        json.WriteNumber("last"u8, last);
        json.WriteString("lost"u8, lost);
        json.WriteString("reason"u8, reason);
        json.WriteNumber("count"u8, count);
        json.WriteNumber("bytes"u8, bytes);
    }
}
