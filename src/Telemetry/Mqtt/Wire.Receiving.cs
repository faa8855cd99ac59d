using System.Net.Sockets;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Telemetry.Mqtt;

/// <summary>From bytes to packets.</summary>
internal partial class Wire
{
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
}
