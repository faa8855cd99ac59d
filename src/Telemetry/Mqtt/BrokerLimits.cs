using MQTTnet;
using MQTTnet.Protocol;

namespace Telemetry.Mqtt;

/// <summary>What this broker takes, from its consent to the connection. MQTTnet reports these and leaves keeping them to us.</summary>
internal sealed record BrokerLimits
{
    public required bool IsV5 { get; init; }

    public required int ReceiveMaximum { get; init; }

    public required uint MaximumPacketBytes { get; init; }

    public required bool Retains { get; init; }

    public required bool Acknowledges { get; init; }

    /// <summary>The broker's own keep-alive, which replaces ours; zero when it has none.</summary>
    public required TimeSpan KeepAlive { get; init; }

    public static BrokerLimits From(MqttClientConnectResult result, bool isV5) => isV5
        ? new BrokerLimits
        {
            IsV5 = true,
            ReceiveMaximum = result.ReceiveMaximum is > 0 and var most ? most : ushort.MaxValue,
            MaximumPacketBytes = result.MaximumPacketSize is > 0 and var bytes ? bytes : uint.MaxValue,
            Retains = result.RetainAvailable,
            Acknowledges = result.MaximumQoS != MqttQualityOfServiceLevel.AtMostOnce,
            KeepAlive = TimeSpan.FromSeconds(result.ServerKeepAlive),
        }
        : new BrokerLimits // 3.1.1 knows no limits; packets end at 256 MB
        {
            IsV5 = false,
            ReceiveMaximum = ushort.MaxValue,
            MaximumPacketBytes = uint.MaxValue,
            Retains = true,
            Acknowledges = true,
            KeepAlive = TimeSpan.Zero,
        };
}
