namespace Telemetry;

/// <summary>One count per <see cref="Delivery"/>.</summary>
public readonly record struct PerDelivery(long Live, long State, long Status, long Event)
{
    public long Total => Live + State + Status + Event;
}
