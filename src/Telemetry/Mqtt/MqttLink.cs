using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using Telemetry.Incoming;
using Telemetry.Outgoing;
using Telemetry.Outgoing.Spooled;
using Telemetry.Spool;

namespace Telemetry.Mqtt;

/// <summary>
/// The device's standing with its broker: connects, stays connected, says goodbye. The spine of this folder.
/// <code>
///  Publish ─► Outbox ─► Sender ─► PublishBatch ─►┐                     ┌─► acknowledgements ─► Outbox
///             (queue, window)                    ClientWire ◄──► broker┤
///  Subscriptions ◄─ bounded queues ◄─────────────┘    ▲                └─► messages ─► Subscriptions
///                                                     └─ MQTTnet's client: handshake, subscribe, ping, farewell
///  one connection: Connector ─► Connection ─► (lost) ─► BackOff ─► Connector ...
/// </code>
/// Publishing and subscribing work from the beginning, connected or not.
/// </summary>
public sealed class MqttLink : IAsyncDisposable
{
    public const string Online = "online";
    public const string Offline = "offline";
    private const int RetainedTopics = 4096;
    private static readonly TimeSpan s_lastWord = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_stopHandlers = TimeSpan.FromSeconds(2);

    private readonly MqttOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly string _broker;
    private readonly TopicName _statusTopic;
    private readonly Outbox _outbox;
    private readonly SpooledEvents? _spooled;
    private readonly Connector _connector;
    private readonly BackOff _backOff;
    private readonly RefusalLog _refusals;
    private readonly Meters _meters;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;
    private Task? _stopping;
    private bool _started;
    private long _connections;
    private MqttProtocolVersion _version;
    private bool _withWill = true;
    private bool _saidOlder;
    private string? _lastFault;
    private volatile LinkStatus _status;

    /// <param name="local">The broker to use where the options name none.</param>
    /// <param name="events">Keeps events until the broker has them; null: memory does. To be disposed of after the link.</param>
    /// <exception cref="ArgumentException">The options are wrong: all problems at once.</exception>
    public MqttLink(MqttOptions options, TimeProvider time, ILoggerFactory loggers, EmbeddedBroker? local = null, ISpool? events = null)
        : this(options, time, loggers, local, events, () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue)
    {
    }

    internal MqttLink(MqttOptions options, TimeProvider time, ILoggerFactory loggers, EmbeddedBroker? local, ISpool? events, Func<double> random)
    {
        var problems = MqttOptionsCheck.Problems(options);
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));
        if (options.Host is null && local is null)
            throw new ArgumentException("Mqtt:Host names no broker: expected one, or an embedded broker", nameof(options));
        _options = options;
        _time = time;
        _log = loggers.CreateLogger<MqttLink>();
        var (host, port) = options.Host is { } name
            ? (name.Trim('[', ']'), options.EffectivePort) : (local!.EndPoint.Address.ToString(), local.EndPoint.Port);
        _broker = $"{host}:{port}{(options.Tls ? " (TLS)" : "")}{(options.Host is null ? " (embedded)" : "")}";
        _version = options.Protocol == MqttProtocol.V311 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500;
        _status = new LinkStatus(LinkState.Off, _broker, time.GetUtcNow(), null);
        Topics = new TopicRoot(options.Prefix, options.EffectiveDevice);
        _statusTopic = Topics.Topic("status");
        _outbox = new Outbox(options.QueueMessages, options.QueueBytes, RetainedTopics, options.InFlight, time);
        if (events is not null)
        {
            _spooled = new SpooledEvents(events, _outbox.Payloads, _outbox.Work, Topics.Topic("gaps"), options.InFlight, time, random, loggers.CreateLogger<DurableSpool>());
            _outbox.Spool(_spooled);
        }
        _outbox.Publish(_statusTopic, "online"u8, Delivery.Status); // the first to wait; retained, so said again at every reconnect
        _connector = new Connector(options, host, port, _statusTopic, time, _log);
        _refusals = new RefusalLog(_log);
        _backOff = BackOff.For(options, host, time, random);
        Publisher = new MqttPublisher(
            _outbox, () => Math.Max(0, Interlocked.Read(ref _connections) - 1), topic => Subscriptions!.Matches(topic));
        Subscriptions = new Subscriptions(options.InboundPayloadBytes, loggers.CreateLogger<Subscriptions>(), Publisher.Refuse);
        _meters = new Meters(Publisher.Snapshot, Subscriptions);
        if (options is { User: not null, Tls: false } && !MqttOptions.IsLoopback(host))
            _log.PasswordInClear(_broker);
    }

    public MqttPublisher Publisher { get; }

    public Subscriptions Subscriptions { get; }

    /// <summary>This device's branch of the topic tree.</summary>
    public TopicRoot Topics { get; }

    public LinkStatus Status => _status;

    /// <summary>Raised after each change of <see cref="Status"/>, on a thread that must not be kept.</summary>
    public event Action<LinkStatus>? StatusChanged;

    /// <summary>Begins to connect, and returns at once.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_started || _stopping is not null)
                return;
            _started = true;
            _running = Task.Run(() => RunAsync(_stop.Token));
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                SetStatus(LinkState.Connecting, _lastFault);
                if (await ConnectAndServeAsync(stop) || stop.IsCancellationRequested)
                    continue;
                SetStatus(LinkState.Waiting, _lastFault);
            }
            catch (Exception e)
            {
                _lastFault = e.Message;
                _log.ConnectionFault(e); // a bug of ours must not end publishing for good
            }
            await Task.Delay(_backOff.Next(), _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        SetStatus(LinkState.Off, null);
    }

    /// <summary>True when there is something else to try at once.</summary>
    private async Task<bool> ConnectAndServeAsync(CancellationToken stop)
    {
        var attempt = await _connector.OpenAsync(_version, _withWill, _outbox, Receive, CountOversized, _refusals.Report, stop);
        if (attempt.Connection is not { } connection)
            return !stop.IsCancellationRequested && FallBack(attempt);
        using (connection)
            await ServeAsync(connection, stop);
        return false;
    }

    private async Task ServeAsync(Connection connection, CancellationToken stop)
    {
        _lastFault = null;
        _backOff.Connected();
        Interlocked.Increment(ref _connections);
        var protocol = connection.Limits.IsV5 ? "MQTT 5" : "MQTT 3.1.1";
        _log.Connected(_broker, _options.EffectiveClientId, protocol);
        if (!connection.Limits.Acknowledges)
            _log.Limited(_broker, "QoS 1");
        if (!connection.Limits.Retains)
            _log.Limited(_broker, "retained messages");
        SetStatus(LinkState.Connected, protocol);
        try
        {
            _lastFault = await connection.RunAsync(_outbox, Subscriptions, _refusals, stop);
        }
        finally
        {
            _backOff.Lost();
        }
        Forget311();
        if (stop.IsCancellationRequested)
            _log.Stopped(_broker);
        else
            _log.Lost(_broker, _lastFault);
    }

    private bool FallBack(ConnectResult attempt)
    {
        if (attempt.WillRefused && _withWill)
        {
            _withWill = false;
            _log.WithoutWill(_broker);
            return true;
        }
        if (attempt.WrongVersion && _options.Protocol == MqttProtocol.Auto && _version == MqttProtocolVersion.V500)
        {
            _version = MqttProtocolVersion.V311;
            if (!_saidOlder)
                _log.OlderProtocol(_broker);
            _saidOlder = true;
            return true;
        }
        Forget311();
        if (attempt.Fault != _lastFault)
            _log.ConnectFailed(_broker, attempt.Fault); // once for each new reason
        _lastFault = attempt.Fault;
        return false;
    }

    /// <summary>Perhaps the broker was only restarting when it hung up on MQTT 5: the next attempt tries that again.</summary>
    private void Forget311()
    {
        if (_options.Protocol == MqttProtocol.Auto)
            _version = MqttProtocolVersion.V500;
    }

    private void Receive(MqttPublishPacket packet) => Subscriptions.Deliver(new InboundMessage(
        packet.Topic ?? "",
        packet.Payload.ToArray(),
        ResponseTopic.IsValid(packet.ResponseTopic) ? packet.ResponseTopic : null,
        packet.CorrelationData is { } data ? data.AsMemory() : null,
        packet.Retain));

    private void CountOversized(int bytes)
    {
        Subscriptions.CountDropped();
        _log.Oversized(bytes, _options.InboundPayloadBytes);
    }

    private void SetStatus(LinkState state, string? detail)
    {
        _status = new LinkStatus(state, _broker, _time.GetUtcNow(), detail);
        StatusChanged?.Invoke(_status);
    }

    /// <summary>Stops hearing commands, lets what waits leave within <see cref="MqttOptions.FlushTimeout"/>, says offline, and
    /// disconnects. Whoever publishes should have stopped before.</summary>
    public Task StopAsync()
    {
        lock (_gate)
            return _stopping ??= StopCoreAsync();
    }

    private async Task StopCoreAsync()
    {
        await Task.Yield(); // not under the caller's lock
        await Subscriptions.DisposeAsync().AsTask().WaitAsync(s_stopHandlers, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await WaitWhileConnectingAsync();
        if (_status.IsConnected)
        {
            await _outbox.WaitAsync(0, _options.FlushTimeout, CancellationToken.None);
            _outbox.Publish(_statusTopic, "offline"u8, Delivery.Status);
            await _outbox.WaitAsync(0, s_lastWord, CancellationToken.None);
        }
        await _stop.CancelAsync();
        await _running;
        if (_outbox.Close() is > 0 and var left && _started)
            _log.Undelivered(left, _broker);
        _spooled?.Dispose();
        if (_spooled is { Pending: > 0 })
            _log.StaySpooled(_spooled.Pending);
        _meters.Dispose();
        _stop.Dispose();
    }

    /// <summary>A run may be shorter than the first handshake, and what it published is wanted all the same.</summary>
    private async Task WaitWhileConnectingAsync()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        StatusChanged += Look;
        Look(_status);
        await settled.Task.WaitAsync(_options.FlushTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        StatusChanged -= Look;

        void Look(LinkStatus status)
        {
            if (!_started || status.State is LinkState.Connected or LinkState.Waiting)
                settled.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
