using EdgeHost.Configuration;
using Telemetry.Mqtt;

namespace EdgeHost.Composition;

/// <summary>The link to the configured broker, or to an embedded one where none is.</summary>
internal sealed class BrokerLink : IAsyncDisposable
{
    private readonly EmbeddedBroker? _embedded;

    public BrokerLink(EdgeSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        // Binding a loopback socket; nothing else to wait for.
        _embedded = settings.Mqtt.Host is null ? EmbeddedBroker.StartAsync(loggers, settings.Mqtt.Port != 0 ? settings.Mqtt.Port : EmbeddedBroker.DefaultPort).GetAwaiter().GetResult() : null;
        Link = new MqttLink(settings.Mqtt, time, loggers, _embedded);
    }

    public MqttLink Link { get; }

    /// <summary>Of the embedded broker; null where another one is configured.</summary>
    public int? EmbeddedPort => _embedded?.EndPoint.Port;

    public async ValueTask DisposeAsync()
    {
        await Link.DisposeAsync();
        if (_embedded is not null)
            await _embedded.DisposeAsync();
    }
}
