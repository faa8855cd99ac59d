namespace Telemetry;

/// <summary>A message that came back from the broker: hostile until checked.</summary>
/// <param name="Topic">As received.</param>
/// <param name="Payload">A copy, at most the configured size.</param>
/// <param name="ResponseTopic">Where MQTT 5 asks the answer to go; null if it does not say, or names no valid topic.</param>
/// <param name="CorrelationData">To be sent back with the answer; null if none came.</param>
/// <param name="Retained">True for a message stored at the broker before we subscribed.</param>
public sealed record InboundMessage(
    string Topic, ReadOnlyMemory<byte> Payload, string? ResponseTopic, ReadOnlyMemory<byte>? CorrelationData, bool Retained);
