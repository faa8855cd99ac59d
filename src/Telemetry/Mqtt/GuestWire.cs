using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Telemetry.Mqtt;

/// <summary>A client of the embedded broker. One that leaves its name to the broker, as <c>mosquitto_sub</c> does, is given one:
/// MQTTnet's server refuses it, though MQTT 3.1.1 section 3.1.3.1 and MQTT 5 allow it.</summary>
internal sealed class GuestWire(Func<CancellationToken, Task<Channel>> open, MqttPacketFormatterAdapter formatter, int maxPacketBytes, TimeProvider time)
    : Wire(open, formatter, maxPacketBytes, time)
{
    public static string NewClientId() => $"guest-{Guid.NewGuid():N}";

    protected override MqttPacket Decode(ReceivedMqttPacket packet)
    {
        var decoded = base.Decode(packet);
        // MQTT 5 wants to be told the name: see EmbeddedBroker. Without a clean session there would be nothing to come back to.
        if (decoded is MqttConnectPacket { ClientId: null or "", CleanSession: true } connect && PacketFormatterAdapter.ProtocolVersion != MqttProtocolVersion.V500)
            connect.ClientId = NewClientId();
        return decoded;
    }
}
