using System.Net.Sockets;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Telemetry.Mqtt;

/// <summary>From packets to bytes.</summary>
internal partial class Wire
{
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

    private async ValueTask TrySayTooLargeAsync(CancellationToken cancellationToken)
    {
        if (PacketFormatterAdapter.ProtocolVersion != MqttProtocolVersion.V500)
            return;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await SendPacketAsync(new MqttDisconnectPacket { ReasonCode = MqttDisconnectReasonCode.PacketTooLarge }, both.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or MqttCommunicationException)
        {
            // It is a courtesy: the connection ends all the same.
        }
    }
}
