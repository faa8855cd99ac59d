namespace Telemetry.Outgoing;

/// <summary>What became of messages, since start. Written under the outbox's lock.</summary>
internal sealed class OutboundCounts
{
    private static readonly int s_deliveries = Enum.GetValues<Delivery>().Length;
    private readonly long[] _accepted = new long[s_deliveries];
    private readonly long[] _sent = new long[s_deliveries];
    private readonly long[] _dropped = new long[s_deliveries];

    /// <summary>Older values that a newer one of the same topic replaced before they were sent: no loss.</summary>
    public long Replaced { get; set; }

    public long Acknowledged { get; set; }

    /// <summary>Refused by the broker with a reason code, or larger than it takes.</summary>
    public long Refused { get; set; }

    /// <summary>Sent once more, because a connection ended before the acknowledgement came.</summary>
    public long Resent { get; set; }

    public void Accepted(Delivery delivery) => _accepted[(int)delivery]++;

    public void Sent(Delivery delivery) => _sent[(int)delivery]++;

    public void Dropped(Delivery delivery, long messages = 1) => _dropped[(int)delivery] += messages;

    public PerDelivery AcceptedTotals => Totals(_accepted);

    public PerDelivery SentTotals => Totals(_sent);

    public PerDelivery DroppedTotals => Totals(_dropped);

    private static PerDelivery Totals(long[] counts) => new(counts[0], counts[1], counts[2], counts[3]);
}
