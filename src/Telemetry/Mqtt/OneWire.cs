using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;

namespace Telemetry.Mqtt;

/// <summary>Makes MQTTnet's client use our wire. A client lives for one connection, and so does its wire.</summary>
internal sealed class OneWire(ClientWire wire) : IMqttClientAdapterFactory
{
    public IMqttChannelAdapter CreateClientAdapter(MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger) => wire;
}
