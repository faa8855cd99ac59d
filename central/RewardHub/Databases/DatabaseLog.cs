namespace RewardHub.Databases;

/// <summary>Events 7000 to 7009; next free: 7004.</summary>
internal static partial class DatabaseLog
{
    [LoggerMessage(7000, LogLevel.Information, "the tables are now of version {Version}")]
    public static partial void Migrated(ILogger log, int version);

    [LoggerMessage(7001, LogLevel.Information, "the database is ready")]
    public static partial void Ready(ILogger log);

    [LoggerMessage(7002, LogLevel.Critical, "the hub stops: {Reason}")]
    public static partial void Unfit(ILogger log, string reason);

    [LoggerMessage(7003, LogLevel.Warning, "the database is not ready ({Reason}); next try in {Seconds} s")]
    public static partial void Away(ILogger log, string reason, double seconds);
}
