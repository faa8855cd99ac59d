namespace Telemetry.Outgoing;

/// <summary>One message on its way out. Whoever holds it last releases the payload.</summary>
/// <param name="Sequence">Its number in the spool, which keeps it until it is acknowledged; 0: it is in memory only.</param>
internal readonly record struct OutboundMessage(TopicName Topic, Payload Payload, Delivery Delivery, byte[]? CorrelationData, long Sequence = 0)
{
    public bool IsAcknowledged => Delivery is Delivery.Status or Delivery.Event;

    public bool IsSpooled => Sequence > 0;

    public bool IsRetained => Delivery is Delivery.State or Delivery.Status;

    /// <summary>What it counts for against the queue's cap: its buffer, and about what its place in the queue costs.</summary>
    public int QueuedBytes => Payload.HeldBytes + Overhead + (CorrelationData?.Length ?? 0);

    private const int Overhead = 64;
}
