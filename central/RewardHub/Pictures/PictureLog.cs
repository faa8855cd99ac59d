namespace RewardHub.Pictures;

/// <summary>Events 7040 to 7049; next free: 7041.</summary>
internal static partial class PictureLog
{
    [LoggerMessage(7040, LogLevel.Warning, "pictures without a record could not be deleted now and are looked at again later: {Reason}")]
    public static partial void SweepPutOff(ILogger log, string reason);
}
