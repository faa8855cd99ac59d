namespace Telemetry;

/// <summary>How much a message is worth, which decides quality of service, retention and what a full queue drops.</summary>
public enum Delivery
{
    /// <summary>QoS 0, not retained. A full queue drops the oldest of these first, and counts it.</summary>
    Live,

    /// <summary>QoS 0, retained. Only the latest a topic matters.</summary>
    State,

    /// <summary>QoS 1, retained. Only the latest a topic matters; sent again after a reconnect.</summary>
    Status,

    /// <summary>QoS 1, not retained, kept until the broker has acknowledged it. Dropped, and counted, only when a queue holds
    /// nothing else.</summary>
    Event,
}
