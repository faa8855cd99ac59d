namespace RewardHub.Refusing;

/// <summary>Events 7010 to 7019; next free: 7013.</summary>
internal static partial class RefusingLog
{
    [LoggerMessage(7010, LogLevel.Warning, "{Path}: answered 503, the database is away: {Reason}")]
    public static partial void DatabaseAway(ILogger log, string path, string reason);

    [LoggerMessage(7011, LogLevel.Error, "{Path}: answered 500")]
    public static partial void Unforeseen(ILogger log, Exception fault, string path);

    [LoggerMessage(7012, LogLevel.Warning, "{Path}: answered 503: {Reason}")]
    public static partial void PicturesAway(ILogger log, string path, string reason);
}
