namespace RewardHub.Storing;

/// <summary>Events 7020 to 7029; next free: 7021.</summary>
internal static partial class StoringLog
{
    [LoggerMessage(7020, LogLevel.Error, "alarm: {Device}, spool {Spool}, {First} to {Last}: {Detail}")]
    public static partial void Alarm(ILogger log, string device, string spool, long first, long last, string detail);
}
