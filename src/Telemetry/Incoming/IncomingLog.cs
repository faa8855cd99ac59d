using Microsoft.Extensions.Logging;

namespace Telemetry.Incoming;

/// <summary>Ids 3050-3069. Next free: 3052.</summary>
internal static partial class IncomingLog
{
    [LoggerMessage(3050, LogLevel.Debug, "Message on {Topic} dropped: {Why}")]
    public static partial void InboundDropped(this ILogger log, string topic, string why);

    [LoggerMessage(3051, LogLevel.Error, "Handling a message on {Topic} failed")]
    public static partial void HandlerFailed(this ILogger log, Exception exception, string topic);
}
