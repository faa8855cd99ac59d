namespace Telemetry.Mqtt;

/// <summary>What came of an attempt to connect.</summary>
internal sealed record ConnectResult
{
    /// <summary>Null when it failed.</summary>
    public Connection? Connection { get; init; }

    public string Fault { get; init; } = "";

    /// <summary>The broker does not speak the protocol version that was tried.</summary>
    public bool WrongVersion { get; init; }

    /// <summary>The broker refuses the last will: it keeps no retained messages, or knows only QoS 0.</summary>
    public bool WillRefused { get; init; }
}
