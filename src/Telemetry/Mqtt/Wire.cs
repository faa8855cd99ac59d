using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Telemetry.Mqtt;

/// <summary>
/// One connection, cut into MQTT packets: our own adapter below MQTTnet's client and server. MQTTnet's own allocates what a
/// packet's header announces (up to 256 MB) before any of it has come; this one has a limit, reads through one buffer, and lets
/// a derived class take packets for itself.
/// </summary>
internal class Wire : IMqttChannelAdapter
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

    /// <summary>The next packet; null at the end of the connection.</summary>
    public async Task<MqttPacket?> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (!TryReadHeader(out var headerBytes, out var bodyBytes))
                {
                    if (!await ReadMoreAsync(cancellationToken))
                        return null;
                    continue;
                }
                var header = _received[_start];
                CheckHeader(header);
                var totalBytes = headerBytes + bodyBytes;
                if (totalBytes > _maxPacketBytes)
                {
                    if (!await SkipAsync(header, headerBytes, totalBytes, cancellationToken))
                        return null;
                    continue;
                }
                if (_end - _start < totalBytes)
                {
                    MakeRoom(totalBytes);
                    if (!await ReadMoreAsync(cancellationToken))
                        return null;
                    continue;
                }
                var body = new ArraySegment<byte>(_received, _start + headerBytes, bodyBytes);
                _start += totalBytes;
                if (!TryTake(header, body, totalBytes))
                    return Decode(new ReceivedMqttPacket(header, body, totalBytes));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            Close(e.Message);
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception e)
        {
            Close($"what came is not MQTT: {e.Message}");
            return null; // to MQTTnet it is an end like any other; the reason is ours to tell
        }
    }

    protected virtual MqttPacket Decode(ReceivedMqttPacket packet)
    {
        if (PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.Unknown)
            PacketFormatterAdapter.DetectProtocolVersion(packet);
        return PacketFormatterAdapter.Decode(packet);
    }

    /// <summary>One byte of type and flags, then one to four of length (MQTT 5.0 section 2.1).</summary>
    private bool TryReadHeader(out int headerBytes, out int bodyBytes)
    {
        (headerBytes, bodyBytes) = (1, 0);
        for (var shift = 0; _start + headerBytes < _end; shift += 7)
        {
            var digit = _received[_start + headerBytes++];
            bodyBytes |= (digit & 0x7F) << shift;
            if (digit < 0x80)
                return true;
            if (shift == 21)
                throw new MqttProtocolViolationException("a length of more than four bytes");
        }
        return false;
    }

    private async ValueTask<bool> ReadMoreAsync(CancellationToken cancellationToken)
    {
        OnReadAll();
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
            if (_received.Length > SmallBuffer)
                _received = new byte[SmallBuffer]; // a large packet is over
        }
        else if (_end == _received.Length)
        {
            MakeRoom(_end - _start + 1);
        }
        var channel = _channel;
        if (channel is null)
            return false;
        var count = await channel.Stream.ReadAsync(_received.AsMemory(_end), cancellationToken);
        if (count == 0)
        {
            Close("closed by the other side");
            return false;
        }
        _end += count;
        BytesReceived += count;
        return true;
    }

    private void MakeRoom(int totalBytes)
    {
        if (_received.Length - _start >= totalBytes)
            return;
        var target = totalBytes <= _received.Length ? _received : new byte[Math.Max(totalBytes, SmallBuffer)];
        Buffer.BlockCopy(_received, _start, target, 0, _end - _start);
        (_received, _start, _end) = (target, 0, _end - _start);
    }

    private async ValueTask<bool> SkipAsync(byte header, int headerBytes, int totalBytes, CancellationToken cancellationToken)
    {
        const int Publish = 3;
        if (header >> 4 != Publish || totalBytes > (long)_maxPacketBytes * SkipFactor)
        {
            await TrySayTooLargeAsync(cancellationToken);
            Close($"a packet of {totalBytes} bytes: expected at most {_maxPacketBytes}");
            throw new MqttProtocolViolationException($"packet of {totalBytes} bytes");
        }
        // The head of a message (topic, identifier) fits into the small buffer but for absurd topics.
        while (_end - _start < Math.Min(totalBytes, SmallBuffer))
        {
            MakeRoom(SmallBuffer);
            if (!await ReadMoreAsync(cancellationToken))
                return false;
        }
        OnOversized(header, _received.AsSpan(_start + headerBytes, Math.Min(_end - _start, totalBytes) - headerBytes), totalBytes);
        for (var left = totalBytes; left > 0;)
        {
            var here = Math.Min(left, _end - _start);
            _start += here;
            left -= here;
            if (left > 0 && !await ReadMoreAsync(cancellationToken))
                return false;
        }
        return true;
    }

    private async ValueTask TrySayTooLargeAsync(CancellationToken cancellationToken)
    {
        if (PacketFormatterAdapter.ProtocolVersion != MqttProtocolVersion.V500)
            return;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await SendPacketAsync(new MqttDisconnectPacket { ReasonCode = MQTTnet.Protocol.MqttDisconnectReasonCode.PacketTooLarge }, both.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or MqttCommunicationException)
        {
            // It is a courtesy: the connection ends all the same.
        }
    }

    public async Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var bytes = PacketFormatterAdapter.Encode(packet);
            // One write each, where it is small: with Nagle off two writes are two packets on the network.
            if (bytes.Payload.Length is > 0 and < SmallBuffer)
                await WriteLockedAsync(bytes.Join(), default);
            else if (bytes.Payload.IsSingleSegment)
                await WriteLockedAsync(bytes.Packet, bytes.Payload.First);
            else
                await WriteLockedAsync(bytes.ToArray(), default);
        }
        finally
        {
            PacketFormatterAdapter.Cleanup();
            _writing.Release();
        }
    }

    /// <summary>Writes encoded packets. Not cancellable, since half a packet would ruin the connection: <see cref="Close"/> ends it.</summary>
    protected async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> rest)
    {
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            await WriteLockedAsync(bytes, rest);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async ValueTask WriteLockedAsync(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> rest)
    {
        var channel = _channel ?? throw new MqttCommunicationException("not connected");
        Volatile.Write(ref _writingSince, _time.GetTimestamp());
        try
        {
            await channel.Stream.WriteAsync(bytes, CancellationToken.None);
            if (!rest.IsEmpty)
                await channel.Stream.WriteAsync(rest, CancellationToken.None);
            Volatile.Write(ref _writtenAt, _time.GetTimestamp());
            BytesSent += bytes.Length + rest.Length;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            Close(e.Message);
            throw new MqttCommunicationException(e);
        }
        finally
        {
            Volatile.Write(ref _writingSince, 0);
        }
    }
}
