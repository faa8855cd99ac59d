using System.Buffers.Binary;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using Telemetry.Outgoing;

namespace Telemetry.Mqtt;

/// <summary>
/// Our side of the connection to a broker. Takes acknowledgements and messages for itself, so that a publish costs no task, no
/// list search and no allocation, and an inbound flood meets a bounded queue; the rest is MQTTnet's.
/// </summary>
internal sealed class ClientWire : Wire
{
    private const int ConnAck = 2;
    private const int Publish = 3;
    private const int PubAck = 4;
    private const int Disconnect = 14;
    private const int Auth = 15;

    private readonly Outbox _outbox;
    private readonly Action<MqttPublishPacket> _received;
    private readonly Action<int> _oversized;
    private readonly Action<Rebuff> _refused;
    private readonly Lock _ackGate = new();
    private readonly Queue<ushort> _acks = new();
    private bool _welcomed;

    /// <param name="received">A message came. On the reading thread: must not block.</param>
    /// <param name="oversized">A message of so many bytes was read over.</param>
    /// <param name="refused">The broker would not have a message of ours.</param>
    public ClientWire(Func<CancellationToken, Task<Channel>> open, MqttPacketFormatterAdapter formatter, int maxPacketBytes, TimeProvider time,
        Outbox outbox, Action<MqttPublishPacket> received, Action<int> oversized, Action<Rebuff> refused)
        : base(open, formatter, maxPacketBytes, time)
    {
        _outbox = outbox;
        _received = received;
        _oversized = oversized;
        _refused = refused;
    }

    private bool IsV5 => PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500;

    /// <summary>Whoever begins with anything but a consent is no broker: a web server, or TLS on this port.</summary>
    protected override void CheckHeader(byte header)
    {
        if (!_welcomed && header >> 4 is not (ConnAck or Auth))
            throw new MqttProtocolViolationException($"it begins with 0x{header:X2}; is this the port of a broker, and Tls set as it wants it?");
        _welcomed = true;
    }

    protected override bool TryTake(byte header, ArraySegment<byte> body, int totalBytes)
    {
        switch (header >> 4)
        {
            case PubAck:
                TakeAcknowledgement(body);
                return true;
            case Publish:
                TakeMessage((MqttPublishPacket)Decode(new ReceivedMqttPacket(header, body, totalBytes)));
                return true;
            case Disconnect:
                Close($"the broker ended the connection: {Reason(body)}");
                return true;
            default:
                return false;
        }
    }

    /// <summary>A broker of the days before MQTT 5 answers in the old, shorter form.</summary>
    protected override MqttPacket Decode(ReceivedMqttPacket packet) => IsV5 && packet.FixedHeader >> 4 == ConnAck && packet.Body is [_, 1]
        ? new MqttConnAckPacket { ReasonCode = MqttConnectReasonCode.UnsupportedProtocolVersion }
        : base.Decode(packet);

    protected override void OnReadAll() => _outbox.Work.Signal(); // after a run of acknowledgements, one signal

    private void TakeAcknowledgement(ReadOnlySpan<byte> body)
    {
        if (body.Length < 2)
            throw new MqttProtocolViolationException("an acknowledgement without packet identifier");
        int reason = body.Length > 2 ? body[2] : 0;
        if (_outbox.Acknowledge(BinaryPrimitives.ReadUInt16BigEndian(body), reason) is { } rebuff)
            _refused(rebuff);
    }

    private void TakeMessage(MqttPublishPacket packet)
    {
        if (packet.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce)
            throw new MqttProtocolViolationException("a message at QoS 2: 1 was subscribed to");
        if (packet.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce)
            Acknowledge(packet.PacketIdentifier);
        _received(packet);
    }

    protected override void OnOversized(byte header, ReadOnlySpan<byte> firstBytes, int totalBytes)
    {
        if ((header & 0x06) != 0 && firstBytes.Length >= 2)
        {
            var topicBytes = BinaryPrimitives.ReadUInt16BigEndian(firstBytes);
            if (firstBytes.Length >= 4 + topicBytes)
                Acknowledge(BinaryPrimitives.ReadUInt16BigEndian(firstBytes[(2 + topicBytes)..]));
        }
        _oversized(totalBytes);
    }

    private void Acknowledge(ushort packetId)
    {
        lock (_ackGate)
            _acks.Enqueue(packetId);
    }

    /// <summary>An acknowledgement of ours that has to be sent; the sender asks, so that reading never waits for writing.</summary>
    public bool TryTakeAck(out ushort packetId)
    {
        lock (_ackGate)
            return _acks.TryDequeue(out packetId);
    }

    public ValueTask WriteAsync(PublishBatch batch) => WriteAsync(batch.Bytes, batch.Rest);

    private string Reason(ReadOnlySpan<byte> body)
    {
        if (!IsV5 || body.IsEmpty)
            return "no reason given";
        var code = (MqttDisconnectReasonCode)body[0];
        return code == MqttDisconnectReasonCode.SessionTakenOver
            ? "another client connected with our client id; is a second host running under the same device name?"
            : $"{code} (0x{body[0]:X2})";
    }
}
