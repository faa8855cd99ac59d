using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Telemetry.Outgoing;

namespace Telemetry.Mqtt;

internal enum Appended
{
    Yes,

    /// <summary>Write and clear the batch, then append again.</summary>
    Full,

    /// <summary>This broker takes no packet of that size.</summary>
    TooLarge,
}

/// <summary>
/// PUBLISH and PUBACK packets encoded one behind the other, so that many messages cost one write. Layout: MQTT 5.0 and 3.1.1,
/// section 3.3. A message larger than the batch has only its head copied; <see cref="Rest"/> is its payload in place.
/// </summary>
/// <param name="eventExpiry">How long the broker may keep an event; null: as long as it likes.</param>
internal sealed class PublishBatch(BrokerLimits limits, TimeSpan? eventExpiry = null)
{
    private const byte PublishType = 0x30;
    private const byte RetainFlag = 0x01;
    private const byte AtLeastOnceFlag = 0x02;
    private const byte PubAckType = 0x40;
    private const byte ExpiryProperty = 0x02;
    private const byte CorrelationDataProperty = 0x09;
    private const int LargestRemainingLength = 268_435_455;
    private readonly byte[] _bytes = new byte[64 * 1024]; // more saves little: a write of 64 kB takes longer than its system call
    private readonly uint? _expirySeconds = limits.IsV5 && eventExpiry is { } span ? (uint)Math.Ceiling(span.TotalSeconds) : null;
    private readonly List<(TopicName, long)> _spooled = [];
    private Payload? _rest;
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    public ReadOnlyMemory<byte> Rest => _rest?.Memory ?? default;

    public bool IsEmpty => _length == 0;

    /// <summary>Messages in it that get no acknowledgement, but for those of the spool.</summary>
    public PerDelivery Unacknowledged { get; private set; }

    public ReadOnlySpan<(TopicName Topic, long Sequence)> SpooledUnacknowledged => CollectionsMarshal.AsSpan(_spooled);

    public void Clear()
    {
        _rest?.Release();
        _rest = null;
        (_length, Unacknowledged) = (0, default);
        _spooled.Clear();
    }

    public bool HasRoomForAck => _rest is null && _bytes.Length - _length >= 4;

    public void AppendAck(ushort packetId)
    {
        _bytes[_length++] = PubAckType;
        _bytes[_length++] = 2;
        WriteUInt16(packetId);
    }

    /// <summary>Takes over the caller's lease on the payload, if it answers yes.</summary>
    /// <param name="packetId">0: goes out at QoS 0.</param>
    public Appended TryAppend(in OutboundMessage message, ushort packetId)
    {
        var topic = message.Topic.Utf8;
        var correlation = limits.IsV5 ? message.CorrelationData : null;
        var expiry = message.Delivery == Delivery.Event ? _expirySeconds : null;
        var propertyBytes = (expiry is null ? 0 : 1 + sizeof(uint)) + (correlation is null ? 0 : 3 + correlation.Length);
        var headBytes = 2 + topic.Length + (packetId == 0 ? 0 : 2) + (limits.IsV5 ? VariableLength(propertyBytes) + propertyBytes : 0);
        var remaining = (long)headBytes + message.Payload.Length;
        if (remaining > LargestRemainingLength || 1 + VariableLength((int)remaining) + remaining > limits.MaximumPacketBytes)
            return Appended.TooLarge;

        headBytes += 1 + VariableLength((int)remaining);
        var free = _rest is null ? _bytes.Length - _length : 0;
        var inPlace = headBytes + message.Payload.Length > _bytes.Length;
        if (free < (inPlace ? headBytes : headBytes + message.Payload.Length))
            return Appended.Full;

        var retain = message.IsRetained && limits.Retains ? RetainFlag : 0;
        _bytes[_length++] = (byte)(PublishType | retain | (packetId == 0 ? 0 : AtLeastOnceFlag));
        WriteVariable((int)remaining);
        WriteUInt16((ushort)topic.Length);
        Write(topic);
        if (packetId != 0)
            WriteUInt16(packetId);
        if (limits.IsV5)
            WriteVariable(propertyBytes);
        if (expiry is { } seconds)
        {
            _bytes[_length++] = ExpiryProperty;
            BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_length), seconds);
            _length += sizeof(uint);
        }
        if (correlation is not null)
        {
            _bytes[_length++] = CorrelationDataProperty;
            WriteUInt16((ushort)correlation.Length);
            Write(correlation);
        }
        if (packetId == 0 && message.IsSpooled)
            _spooled.Add((message.Topic, message.Sequence));
        else if (packetId == 0)
            Unacknowledged = Unacknowledged.With(message.Delivery);
        TakePayload(message.Payload, inPlace);
        return Appended.Yes;
    }

    private void TakePayload(Payload payload, bool inPlace)
    {
        if (inPlace)
        {
            _rest = payload;
            return;
        }
        Write(payload.Memory.Span);
        payload.Release();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void WriteUInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(_length), value);
        _length += 2;
    }

    /// <summary>Seven bits a byte, the highest says that more follow (MQTT 5.0 section 1.5.5).</summary>
    private void WriteVariable(int value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes[_length++] = (byte)(value | 0x80);
        _bytes[_length++] = (byte)value;
    }

    private static int VariableLength(int value) => value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : 4;
}
