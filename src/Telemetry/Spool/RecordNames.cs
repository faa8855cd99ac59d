namespace Telemetry.Spool;

/// <summary>What kinds and reasons are called wherever they leave the device: at the hub (docs/uploads.md) and on MQTT (docs/mqtt.md).</summary>
public static class RecordNames
{
    public static string Of(RecordKind kind) => kind switch
    {
        RecordKind.Picture => "picture",
        RecordKind.Trace => "trace",
        RecordKind.Reward => "reward",
        RecordKind.Event => "event",
        RecordKind.SafetyEvent => "safety_event",
        RecordKind.Gap => "gap",
        _ => "unknown",
    };

    public static string Of(GapReason reason) => reason switch
    {
        GapReason.Evicted => "evicted",
        GapReason.Damaged => "damaged",
        GapReason.Unfinished => "unfinished",
        _ => "refused",
    };
}
