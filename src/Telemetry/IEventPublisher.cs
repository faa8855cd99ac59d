namespace Telemetry;

/// <summary>What leaves the device, one message at a time. Never blocks, never throws for what the network does.</summary>
public interface IEventPublisher
{
    /// <summary>Copies the payload into a bounded queue and returns. False when it was dropped at once, which is counted.</summary>
    bool Publish(TopicName topic, ReadOnlySpan<byte> payload, Delivery delivery);
}
