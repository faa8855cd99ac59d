using Microsoft.Extensions.Logging;

namespace Telemetry.Mqtt;

/// <summary>Ids 3000-3049. Next free: 3018.</summary>
internal static partial class MqttLog
{
    [LoggerMessage(3000, LogLevel.Information, "Connected to MQTT broker {Broker} as '{ClientId}' ({Protocol})")]
    public static partial void Connected(this ILogger log, string broker, string clientId, string protocol);

    [LoggerMessage(3001, LogLevel.Warning, "Cannot connect to MQTT broker {Broker}: {Fault}; trying again with growing pauses")]
    public static partial void ConnectFailed(this ILogger log, string broker, string fault);

    [LoggerMessage(3002, LogLevel.Warning, "Connection to MQTT broker {Broker} lost: {Reason}")]
    public static partial void Lost(this ILogger log, string broker, string reason);

    [LoggerMessage(3003, LogLevel.Information, "Disconnected from MQTT broker {Broker}")]
    public static partial void Stopped(this ILogger log, string broker);

    [LoggerMessage(3004, LogLevel.Warning, "{Count} messages for MQTT broker {Broker} were not delivered before the stop")]
    public static partial void Undelivered(this ILogger log, int count, string broker);

    [LoggerMessage(3005, LogLevel.Warning, "MQTT broker refuses messages on {Topic}: {Meaning} (0x{Code:X2}); they are dropped and counted")]
    public static partial void PublishRefused(this ILogger log, string topic, string meaning, int code);

    [LoggerMessage(3006, LogLevel.Error, "MQTT broker refuses the subscription to {Filter}: {Code}; commands on it are not heard")]
    public static partial void SubscriptionRefused(this ILogger log, string filter, string code);

    [LoggerMessage(3007, LogLevel.Warning, "The MQTT password goes to {Broker} unencrypted: set Tls")]
    public static partial void PasswordInClear(this ILogger log, string broker);

    [LoggerMessage(3008, LogLevel.Information, "MQTT broker {Broker} does not speak MQTT 5: using 3.1.1")]
    public static partial void OlderProtocol(this ILogger log, string broker);

    [LoggerMessage(3009, LogLevel.Warning, "MQTT broker {Broker} refuses the last will: nobody is told when this device drops out")]
    public static partial void WithoutWill(this ILogger log, string broker);

    [LoggerMessage(3010, LogLevel.Warning, "MQTT broker {Broker} takes no {Feature}: messages are sent without")]
    public static partial void Limited(this ILogger log, string broker, string feature);

    [LoggerMessage(3011, LogLevel.Warning, "Message of {Bytes} bytes to us was thrown away: expected at most {Limit}")]
    public static partial void Oversized(this ILogger log, int bytes, int limit);

    [LoggerMessage(3012, LogLevel.Error, "The MQTT connection failed through a fault of ours; connecting anew")]
    public static partial void ConnectionFault(this ILogger log, Exception exception);

    [LoggerMessage(3013, LogLevel.Information, "Embedded MQTT broker listens on {EndPoint}")]
    public static partial void BrokerStarted(this ILogger log, string endPoint);

    [LoggerMessage(3014, LogLevel.Information, "Port {Wanted} is taken: the embedded MQTT broker listens on {Port} instead")]
    public static partial void BrokerPortTaken(this ILogger log, int wanted, int port);

    [LoggerMessage(3015, LogLevel.Warning, "Embedded MQTT broker refuses a connection from {Remote}: {Limit} are open already")]
    public static partial void BrokerFull(this ILogger log, string remote, int limit);

    [LoggerMessage(3016, LogLevel.Warning, "MQTT broker refuses messages on {Topic}: {Meaning} (0x{Code:X2}); events on it are kept and tried again with growing pauses")]
    public static partial void PublishPutOff(this ILogger log, string topic, string meaning, int code);

    [LoggerMessage(3017, LogLevel.Information, "{Count} events stay in the spool for the next start")]
    public static partial void StaySpooled(this ILogger log, long count);
}
