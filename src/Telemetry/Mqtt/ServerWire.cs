using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Telemetry.Mqtt;

/// <summary>The embedded broker's side of a connection. MQTTnet's server turns a client without an identifier away, and most
/// command line tools have none: it gets one, as MQTT 3.1.1 section 3.1.3.1 allows.</summary>
internal sealed class ServerWire(Channel channel, int maxPacketBytes)
    : Wire(_ => Task.FromResult(channel), new MqttPacketFormatterAdapter(new MqttBufferWriter(4096, 65_535)), maxPacketBytes, TimeProvider.System)
{
    public static string NewClientId() => $"auto-{Guid.NewGuid():N}";

    protected override MqttPacket Decode(ReceivedMqttPacket packet)
    {
        var decoded = base.Decode(packet);
        // In MQTT 5 the client has to be told its identifier: see EmbeddedBroker.
        var isV5 = PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500;
        if (!isV5 && decoded is MqttConnectPacket { CleanSession: true } connect && string.IsNullOrEmpty(connect.ClientId))
            connect.ClientId = NewClientId();
        return decoded;
    }
}
