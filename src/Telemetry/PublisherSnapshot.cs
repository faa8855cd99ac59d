namespace Telemetry;

/// <summary>How publishing goes, for the <c>stats</c> topic and the status line. Totals since start.</summary>
public readonly record struct PublisherSnapshot
{
    /// <summary>Handed to the publisher, dropped ones included.</summary>
    public PerDelivery Published { get; init; }

    /// <summary>Written to a connection, repetitions included.</summary>
    public PerDelivery Sent { get; init; }

    /// <summary>Pushed out of a full queue, refused by the broker, too large for it, or at QoS 0 on a connection that broke.</summary>
    public PerDelivery Dropped { get; init; }

    /// <summary>QoS 1 messages that the broker has taken over.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Those of <see cref="Dropped"/> that the broker refused or would have refused.</summary>
    public long Refused { get; init; }

    /// <summary>QoS 1 messages sent again after a connection ended without acknowledging them.</summary>
    public long Resent { get; init; }

    /// <summary>Retained values replaced by a newer one while they waited: no loss.</summary>
    public long Replaced { get; init; }

    /// <summary>Waiting now.</summary>
    public int QueuedMessages { get; init; }

    public long QueuedBytes { get; init; }

    /// <summary>Sent, and not acknowledged yet.</summary>
    public int InFlight { get; init; }

    /// <summary>Connections made after the first one.</summary>
    public long Reconnects { get; init; }

    /// <summary>The events that go over the disk; null where they are in memory only. They are not among the queued.</summary>
    public SpooledSnapshot? Spool { get; init; }
}
