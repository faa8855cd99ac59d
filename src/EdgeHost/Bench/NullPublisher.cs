using Telemetry;

namespace EdgeHost.Bench;

/// <summary>The line's end for measuring the line alone.</summary>
internal sealed class NullPublisher : IEventPublisher
{
    public bool Publish(TopicName topic, ReadOnlySpan<byte> payload, Delivery delivery) => true;
}
