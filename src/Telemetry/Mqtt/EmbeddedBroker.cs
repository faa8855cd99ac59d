using System.Net;
using Microsoft.Extensions.Logging;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Telemetry.Mqtt;

/// <summary>
/// A broker inside the host, for a device that has none: on the loopback interface only, without users, bounded in connections,
/// packet size, waiting and retained messages. Keeps nothing beyond its life.
/// </summary>
public sealed class EmbeddedBroker : IAsyncDisposable
{
    public const int DefaultPort = 1883;
    private const int PortsTried = 32;
    private const int RetainedTopics = 4096;
    private const long RetainedBytes = 64 * 1024 * 1024;
    private const int PendingPerClient = 1000;
    private static readonly TimeSpan s_handshake = TimeSpan.FromSeconds(10);

    private readonly MqttServer _server;
    private readonly LoopbackListener _listener;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _retained = new(StringComparer.Ordinal);
    private long _retainedBytes;

    private EmbeddedBroker(LoopbackListener listener)
    {
        _listener = listener;
        var options = new MqttServerOptionsBuilder()
            .WithoutDefaultEndpoint()
            .WithDefaultCommunicationTimeout(s_handshake)
            .WithMaxPendingMessagesPerClient(PendingPerClient)
            .WithPendingMessagesOverflowStrategy(MqttPendingMessagesOverflowStrategy.DropOldestQueuedMessage)
            .Build();
        _server = new MqttServerFactory().CreateMqttServer(options, [listener]);
        _server.InterceptingPublishAsync += BoundRetainedAsync;
        _server.ValidatingConnectionAsync += NameGuestAsync;
        _server.ValidatingConnectionAsync += AssignClientIdAsync;
    }

    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>Listens on 127.0.0.1 at <paramref name="port"/>, or at the next free one.</summary>
    public static async Task<EmbeddedBroker> StartAsync(ILoggerFactory loggers, int port = DefaultPort)
    {
        var log = loggers.CreateLogger<EmbeddedBroker>();
        var broker = new EmbeddedBroker(LoopbackListener.Bind(port, PortsTried, log));
        await broker._server.StartAsync();
        if (port != 0 && broker.EndPoint.Port != port)
            log.BrokerPortTaken(port, broker.EndPoint.Port);
        log.BrokerStarted(broker.EndPoint.ToString());
        return broker;
    }

    private static Task AssignClientIdAsync(ValidatingConnectionEventArgs e)
    {
        if (string.IsNullOrEmpty(e.ClientId))
            e.AssignedClientIdentifier = ServerWire.NewClientId();
        return Task.CompletedTask;
    }

    private static Task NameGuestAsync(ValidatingConnectionEventArgs e)
    {
        if (string.IsNullOrEmpty(e.ClientId))
            e.AssignedClientIdentifier = GuestWire.NewClientId();
        return Task.CompletedTask;
    }

    /// <summary>Retained messages live in our memory: their number and size are bounded, whoever publishes them.</summary>
    private Task BoundRetainedAsync(InterceptingPublishEventArgs e)
    {
        var message = e.ApplicationMessage;
        if (!message.Retain)
            return Task.CompletedTask;
        lock (_gate)
        {
            var known = _retained.TryGetValue(message.Topic, out var before);
            var bytes = message.Payload.Length;
            if (bytes == 0)
                _retained.Remove(message.Topic);
            else if ((!known && _retained.Count >= RetainedTopics) || _retainedBytes + bytes - before > RetainedBytes)
                return RefuseAsync(e);
            else
                _retained[message.Topic] = bytes;
            _retainedBytes += bytes - before;
        }
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(InterceptingPublishEventArgs e)
    {
        e.ProcessPublish = false;
        e.Response.ReasonCode = MqttPubAckReasonCode.QuotaExceeded;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new MqttServerStopOptionsBuilder().Build());
        _server.Dispose();
        await _listener.DisposeAsync();
    }
}
