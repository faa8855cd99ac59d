using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet.Formatter;
using Telemetry.Outgoing;

namespace Telemetry.Mqtt;

/// <summary>Tries a broker without disturbing it or a device that is connected: own client id, no last will, nothing published.</summary>
public static class MqttProbe
{
    /// <returns>What is wrong; null when the broker took us in.</returns>
    public static async Task<string?> FaultAsync(MqttOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var own = options.WithClientId($"{options.EffectiveClientId}-doctor");
        var connector = new Connector(own, options.Host!, options.EffectivePort, new TopicName("unused"), time, NullLogger.Instance);
        var fault = "";
        foreach (var version in (MqttProtocolVersion[])[MqttProtocolVersion.V500, MqttProtocolVersion.V311])
        {
            if ((options.Protocol == MqttProtocol.V311 && version == MqttProtocolVersion.V500) || (options.Protocol == MqttProtocol.V5 && version == MqttProtocolVersion.V311))
                continue;
            var outbox = new Outbox(1, 1024, 1, 1, time);
            var result = await connector.OpenAsync(version, withWill: false, outbox, static _ => { }, static _ => { }, static _ => { }, cancellationToken);
            result.Connection?.Dispose();
            outbox.Close();
            if (result.Connection is not null)
                return null;
            fault = result.Fault;
            if (!result.WrongVersion)
                break;
        }
        return fault;
    }
}
