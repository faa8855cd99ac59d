using System.Diagnostics.Metrics;
using Telemetry.Incoming;

namespace Telemetry;

/// <summary>The meters of what leaves the device and what comes back; all names are here. They are read from counts that exist
/// anyway, so that nothing is measured until somebody listens.</summary>
public sealed class Meters : IDisposable
{
    public const string Name = "Edge.Telemetry";

    /// <summary>Messages handed to the publisher, by <c>delivery</c>.</summary>
    public const string Published = "edge.mqtt.published";

    /// <summary>Messages pushed out of a full queue or refused by the broker, by <c>delivery</c>.</summary>
    public const string Dropped = "edge.mqtt.dropped";

    /// <summary>Messages written to a connection, by <c>delivery</c>.</summary>
    public const string Sent = "edge.mqtt.sent";

    public const string Acknowledged = "edge.mqtt.acknowledged";
    public const string Resent = "edge.mqtt.resent";
    public const string Refused = "edge.mqtt.refused";
    public const string Reconnects = "edge.mqtt.reconnects";
    public const string QueuedMessages = "edge.mqtt.queue.messages";
    public const string QueuedBytes = "edge.mqtt.queue.bytes";
    public const string InFlight = "edge.mqtt.in_flight";
    public const string Received = "edge.mqtt.inbound.received";
    public const string InboundDropped = "edge.mqtt.inbound.dropped";

    /// <summary>The spool of events; nothing is told of it where there is none.</summary>
    public const string SpoolWaiting = "edge.spool.events.waiting";
    public const string SpoolBytes = "edge.spool.events.bytes";
    public const string SpoolEvicted = "edge.spool.events.evicted";
    public const string SpoolDamaged = "edge.spool.events.damaged";
    public const string SpoolRefused = "edge.spool.events.refused";
    public const string SpoolRejected = "edge.spool.events.rejected";
    public const string SpoolDiskFaults = "edge.spool.events.disk_faults";
    public const string SpoolHeldTopics = "edge.spool.events.held_topics";

    private readonly Meter _meter = new(Name);

    internal Meters(Func<PublisherSnapshot> publisher, Subscriptions subscriptions)
    {
        _meter.CreateObservableCounter(Published, () => ByDelivery(publisher().Published), "{message}");
        _meter.CreateObservableCounter(Dropped, () => ByDelivery(publisher().Dropped), "{message}");
        _meter.CreateObservableCounter(Sent, () => ByDelivery(publisher().Sent), "{message}");
        _meter.CreateObservableCounter(Acknowledged, () => publisher().Acknowledged, "{message}");
        _meter.CreateObservableCounter(Resent, () => publisher().Resent, "{message}");
        _meter.CreateObservableCounter(Refused, () => publisher().Refused, "{message}");
        _meter.CreateObservableCounter(Reconnects, () => publisher().Reconnects, "{connection}");
        _meter.CreateObservableGauge(QueuedMessages, () => publisher().QueuedMessages, "{message}");
        _meter.CreateObservableGauge(QueuedBytes, () => publisher().QueuedBytes, "By");
        _meter.CreateObservableGauge(InFlight, () => publisher().InFlight, "{message}");
        _meter.CreateObservableCounter(Received, () => subscriptions.Received, "{message}");
        _meter.CreateObservableCounter(InboundDropped, () => subscriptions.Dropped, "{message}");
        if (publisher().Spool is null)
            return;
        _meter.CreateObservableGauge(SpoolWaiting, () => publisher().Spool!.Value.Waiting, "{record}");
        _meter.CreateObservableGauge(SpoolBytes, () => publisher().Spool!.Value.Bytes, "By");
        _meter.CreateObservableCounter(SpoolEvicted, () => publisher().Spool!.Value.Evicted, "{record}");
        _meter.CreateObservableCounter(SpoolDamaged, () => publisher().Spool!.Value.Damaged, "{record}");
        _meter.CreateObservableCounter(SpoolRefused, () => publisher().Spool!.Value.Refused, "{record}");
        _meter.CreateObservableCounter(SpoolRejected, () => publisher().Spool!.Value.Rejected, "{record}");
        _meter.CreateObservableCounter(SpoolDiskFaults, () => publisher().Spool!.Value.DiskFaults, "{fault}");
        _meter.CreateObservableGauge(SpoolHeldTopics, () => publisher().Spool!.Value.HeldTopics, "{topic}");
    }

    private static IEnumerable<Measurement<long>> ByDelivery(PerDelivery counts) =>
    [
        new(counts.Live, new KeyValuePair<string, object?>("delivery", "live")),
        new(counts.State, new KeyValuePair<string, object?>("delivery", "state")),
        new(counts.Status, new KeyValuePair<string, object?>("delivery", "status")),
        new(counts.Event, new KeyValuePair<string, object?>("delivery", "event")),
    ];

    public void Dispose() => _meter.Dispose();
}
