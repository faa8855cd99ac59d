namespace Telemetry;

/// <summary>One count per <see cref="Delivery"/>.</summary>
public readonly record struct PerDelivery(long Live, long State, long Status, long Event)
{
    public long Total => Live + State + Status + Event;

    internal PerDelivery With(Delivery delivery) => delivery switch
    {
        Delivery.Live => this with { Live = Live + 1 },
        Delivery.State => this with { State = State + 1 },
        Delivery.Status => this with { Status = Status + 1 },
        _ => this with { Event = Event + 1 },
    };
}
