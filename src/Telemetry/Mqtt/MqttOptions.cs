using System.Net;

namespace Telemetry.Mqtt;

/// <summary>Where to publish, and how much may wait. Check with <see cref="MqttOptionsCheck"/> before use.</summary>
public sealed class MqttOptions
{
    /// <summary>Name or address of the broker. Null: the embedded broker on the loopback interface.</summary>
    public string? Host { get; set; }

    /// <summary>0: 8883 with TLS, 1883 without. Also where the embedded broker begins to look for a free port.</summary>
    public int Port { get; set; }

    /// <summary>First levels of every topic.</summary>
    public string Prefix { get; set; } = "edge";

    /// <summary>One topic level that names this device; empty: the machine's name.</summary>
    public string Device { get; set; } = "";

    /// <summary>Empty: <c>&lt;prefix&gt;-&lt;device&gt;</c>. Stable, because a broker that still holds the old connection of this
    /// device must recognise the new one; otherwise its late last will would say offline while we are online.</summary>
    public string ClientId { get; set; } = "";

    public MqttProtocol Protocol { get; set; } = MqttProtocol.Auto;

    public bool Tls { get; set; }

    /// <summary>PEM file of the authorities that may have signed the broker's certificate, and no others. Null: the system's.</summary>
    public string? CaFile { get; set; }

    /// <summary>PEM file of our certificate, intermediate ones behind it. Needs <see cref="ClientKeyFile"/>.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>PEM file of its private key, not encrypted.</summary>
    public string? ClientKeyFile { get; set; }

    public string? User { get; set; }

    /// <summary>File that holds the password; a line end behind it does not count. Read at every connect.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Environment variable that holds the password where there is no <see cref="PasswordFile"/>.</summary>
    public string PasswordVariable { get; set; } = "EDGE_MQTT_PASSWORD";

    /// <summary>A connection that is silent for one and a half of it is given up by either side.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Name resolution, TCP, TLS and the broker's consent together.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A broker that neither reads nor acknowledges for so long is given up, and connected to anew.</summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>At a stop, how long what waits may take to leave.</summary>
    public TimeSpan FlushTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Upper bound of the first random wait, while there has been no connection yet; doubled at each failure.</summary>
    public TimeSpan ReconnectFirst { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Upper bound of the first random wait after a connection was lost. Null: 110 s, which brings back a fleet that lost its broker
    /// all at once with at most 2 % of it in any second (<c>tests/prove.sh reconnect</c>); <see cref="ReconnectFirst"/> where the broker is on
    /// the loopback interface, and so has no fleet.</summary>
    public TimeSpan? ReconnectSpread { get; set; }

    /// <summary>Upper bound of every wait before a reconnect. Null: 220 s for the same reason; 60 s on the loopback interface.</summary>
    public TimeSpan? ReconnectLongest { get; set; }

    /// <summary>Messages that may wait; see <see cref="Delivery"/> for which is dropped first.</summary>
    public int QueueMessages { get; set; } = 10_000;

    /// <summary>Bytes that may wait, by size of the buffers. The retained values kept for a reconnect may take as much again.</summary>
    public long QueueBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>QoS 1 messages sent and not acknowledged; fewer where the broker says so. Mosquitto's own default is 20.</summary>
    public int InFlight { get; set; } = 100;

    /// <summary>A larger message to us is refused with an answer.</summary>
    public int InboundPayloadBytes { get; set; } = 256 * 1024;

    /// <summary>MQTT 5: how long the broker may keep an event for a subscriber that is away. Null: as long as it likes. Counted from when it
    /// reaches the broker, however long it lay here.</summary>
    public TimeSpan? EventExpiry { get; set; }

    internal TimeSpan SpreadTo(string host) => ReconnectSpread ?? (IsLoopback(host) ? ReconnectFirst : TimeSpan.FromSeconds(110));

    internal TimeSpan LongestTo(string host) => ReconnectLongest ?? TimeSpan.FromSeconds(IsLoopback(host) ? 60 : 220);

    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    internal MqttOptions WithClientId(string id)
    {
        var copy = (MqttOptions)MemberwiseClone();
        copy.ClientId = id;
        return copy;
    }

    /// <summary>The port that <see cref="Port"/> and <see cref="Tls"/> mean.</summary>
    public int EffectivePort => Port != 0 ? Port : Tls ? 8883 : 1883;

    /// <summary>The device's name that <see cref="Device"/> means.</summary>
    public string EffectiveDevice => Device.Length > 0 ? Device : Environment.MachineName;

    internal string EffectiveClientId => ClientId.Length > 0 ? ClientId : $"{Prefix.Replace('/', '-')}-{EffectiveDevice}";
}
