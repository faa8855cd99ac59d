namespace Telemetry.Outgoing;

/// <summary>The broker would not have a message.</summary>
/// <param name="Reason">MQTT 5.0 section 3.4.2.1.</param>
/// <param name="IsKept">It is sent again later; else it was dropped.</param>
internal readonly record struct Rebuff(TopicName Topic, int Reason, bool IsKept)
{
    public const int FirstReason = 0x80;
    public const int PacketTooLarge = 0x95;
}
