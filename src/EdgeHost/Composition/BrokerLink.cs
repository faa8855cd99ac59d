using EdgeHost.Configuration;
using Telemetry.Mqtt;
using Telemetry.Spool;

namespace EdgeHost.Composition;

/// <summary>The link to the configured broker, or to an embedded one where none is; and the spool in which events wait for it.</summary>
internal sealed class BrokerLink : IAsyncDisposable
{
    private readonly EmbeddedBroker? _embedded;
    private readonly DurableSpool? _events;

    public BrokerLink(EdgeSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        // Binding a loopback socket; nothing else to wait for.
        _embedded = settings.Mqtt.Host is null ? EmbeddedBroker.StartAsync(loggers, settings.Mqtt.Port != 0 ? settings.Mqtt.Port : EmbeddedBroker.DefaultPort).GetAwaiter().GetResult() : null;
        _events = OpenSpool(settings.Spool, time, loggers);
        Link = new MqttLink(settings.Mqtt, time, loggers, _embedded, _events);
    }

    public MqttLink Link { get; }

    /// <summary>Of the embedded broker; null where another one is configured.</summary>
    public int? EmbeddedPort => _embedded?.EndPoint.Port;

    public async ValueTask DisposeAsync()
    {
        await Link.DisposeAsync();
        _events?.Dispose();
        if (_embedded is not null)
            await _embedded.DisposeAsync();
    }

    /// <summary>A device without a disk to write to, or a second host, had better publish all the same.</summary>
    private static DurableSpool? OpenSpool(SpoolingOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger<BrokerLink>();
        if (!options.Enabled)
        {
            CompositionLog.SpoolOff(log);
            return null;
        }
        try
        {
            return new DurableSpool(options.ForEvents(), time, loggers.CreateLogger<DurableSpool>());
        }
        catch (SpoolException e)
        {
            CompositionLog.EventsInMemory(log, e.Message);
            return null;
        }
    }
}
