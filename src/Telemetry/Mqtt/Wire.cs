using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Formatter;

namespace Telemetry.Mqtt;

/// <summary>
/// One connection, cut into MQTT packets: our own adapter below MQTTnet's client and server. MQTTnet's own allocates what a
/// packet's header announces (up to 256 MB) before any of it has come; this one has a limit, reads through one buffer, and lets
/// a derived class take packets for itself.
/// </summary>
internal partial class Wire : IMqttChannelAdapter
{
    /// <summary>The reason when MQTTnet ended the connection, for reasons of its own.</summary>
    public const string GivenUp = "closed";

    private const int SmallBuffer = 16 * 1024;

    /// <summary>Messages up to here are read over and thrown away; a larger announcement ends the connection.</summary>
    private const int SkipFactor = 64;

    private readonly Func<CancellationToken, Task<Channel>> _open;
    private readonly int _maxPacketBytes;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _received = new byte[SmallBuffer];
    private int _start;
    private int _end;
    private Channel? _channel;
    private long _writingSince;
    private long _writtenAt;

    /// <param name="open">Opens the socket; called once by <see cref="ConnectAsync"/>.</param>
    /// <param name="formatter">Encodes and decodes all but the packets of the hot path.</param>
    /// <param name="maxPacketBytes">Largest packet that is read into memory.</param>
    public Wire(Func<CancellationToken, Task<Channel>> open, MqttPacketFormatterAdapter formatter, int maxPacketBytes, TimeProvider time)
    {
        _open = open;
        PacketFormatterAdapter = formatter;
        _maxPacketBytes = maxPacketBytes;
        _time = time;
    }

    /// <summary>Completes, with the reason, when the connection is over.</summary>
    public Task<string> Closed => _closed.Task;

    public MqttPacketFormatterAdapter PacketFormatterAdapter { get; }

    public long BytesReceived { get; private set; }

    public long BytesSent { get; private set; }

    public X509Certificate2? ClientCertificate => null;

    public EndPoint? RemoteEndPoint { get; private set; }

    public EndPoint? LocalEndPoint { get; private set; }

    public bool IsSecureConnection => _channel?.IsSecure ?? false;

    /// <summary>How long the write in progress has lasted; zero when none is.</summary>
    public TimeSpan Writing => Volatile.Read(ref _writingSince) is > 0 and var since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>How long nothing has been written.</summary>
    public TimeSpan IdleFor => _time.GetElapsedTime(Volatile.Read(ref _writtenAt));

    public void ResetStatistics() => (BytesReceived, BytesSent) = (0, 0);

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var channel = await _open(cancellationToken);
        (RemoteEndPoint, LocalEndPoint) = (channel.Socket.RemoteEndPoint, channel.Socket.LocalEndPoint);
        _channel = channel;
        if (_closed.Task.IsCompleted)
            channel.Dispose(); // given up meanwhile
    }

    public Task DisconnectAsync(CancellationToken cancellationToken)
    {
        Close(GivenUp);
        return Task.CompletedTask;
    }

    /// <summary>Ends the connection at once; reads and writes in progress fail. The first reason stays.</summary>
    public void Close(string reason)
    {
        _closed.TrySetResult(reason);
        _channel?.Dispose();
    }

    public void Dispose()
    {
        Close(GivenUp);
        GC.SuppressFinalize(this);
    }

    /// <summary>Throws where a packet of this type cannot be; seen before the packet's length is believed.</summary>
    protected virtual void CheckHeader(byte header)
    {
    }

    /// <summary>A packet that goes no further: true. The body is only valid during the call.</summary>
    protected virtual bool TryTake(byte header, ArraySegment<byte> body, int totalBytes) => false;

    /// <summary>A message larger than the limit is being read over. Its first bytes are what came so far.</summary>
    protected virtual void OnOversized(byte header, ReadOnlySpan<byte> firstBytes, int totalBytes)
    {
    }

    /// <summary>Every packet received so far has been looked at.</summary>
    protected virtual void OnReadAll()
    {
    }
}
