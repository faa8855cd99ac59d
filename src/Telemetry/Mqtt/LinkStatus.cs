namespace Telemetry.Mqtt;

public enum LinkState
{
    /// <summary>Not started, or stopped.</summary>
    Off,
    Connecting,
    Connected,

    /// <summary>Between two attempts.</summary>
    Waiting,
}

/// <summary>How the connection to the broker stands, for the status line.</summary>
/// <param name="Broker">Host and port, with "TLS" where it is.</param>
/// <param name="Since">When this state began.</param>
/// <param name="Detail">The protocol while connected; else what went wrong last. Null when there is nothing to say.</param>
public sealed record LinkStatus(LinkState State, string Broker, DateTimeOffset Since, string? Detail)
{
    public bool IsConnected => State == LinkState.Connected;
}
