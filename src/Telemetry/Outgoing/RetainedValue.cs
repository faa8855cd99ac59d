namespace Telemetry.Outgoing;

/// <summary>The latest value of one State or Status topic, kept to be sent again after a reconnect.</summary>
internal sealed class RetainedValue(OutboundMessage latest)
{
    /// <summary>Holds one lease on the payload.</summary>
    public OutboundMessage Latest { get; set; } = latest;

    public RetainedPlace Place { get; set; }

    /// <summary>Its turn, while <see cref="RetainedPlace.Queued"/>.</summary>
    public long Sequence { get; set; }
}

/// <summary>Where a retained value waits.</summary>
internal enum RetainedPlace
{
    /// <summary>Sent, or handed to the sender.</summary>
    Sent,

    /// <summary>In the queue.</summary>
    Queued,

    /// <summary>Pushed out of a full queue; sent when the queue has run empty.</summary>
    PushedOut,

    /// <summary>To be sent again, before the queue: the connection is new, or the last one ended before the answer came.</summary>
    Again,
}
