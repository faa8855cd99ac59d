namespace EdgeHost.Rewards;

/// <summary>Ids 2700–2799; next free: 2708.</summary>
internal static partial class RewardsLog
{
    [LoggerMessage(2700, LogLevel.Information, "Rewards are recorded in {Folder} (consent {Consent}, start {Boot})")]
    public static partial void Recording(ILogger log, string folder, string consent, uint boot);

    [LoggerMessage(2701, LogLevel.Error, "no rewards are recorded, the rest goes on: {Reason}")]
    public static partial void NotRecording(ILogger log, string reason);

    [LoggerMessage(2702, LogLevel.Error, "the answer to question {Id} could not be recorded")]
    public static partial void Lost(ILogger log, string id, Exception cause);

    [LoggerMessage(2703, LogLevel.Debug, "reward {Reward} for {Id} by {Source}: {Why}")]
    public static partial void Rewarded(ILogger log, double reward, string id, string source, string why);

    [LoggerMessage(2704, LogLevel.Error, "no picture leaves with a reward: {Reason}")]
    public static partial void NoRedaction(ILogger log, string reason);

    [LoggerMessage(2705, LogLevel.Debug, "picture of question {Id}: {Fate}")]
    public static partial void Picture(ILogger log, string id, string fate);

    [LoggerMessage(2706, LogLevel.Warning, "the thread that makes pictures did not stop within {Patience}; it ends with the process")]
    public static partial void Stuck(ILogger log, TimeSpan patience);

    [LoggerMessage(2707, LogLevel.Information, "all rewards on this device were deleted on request: {Bytes} bytes")]
    public static partial void Purged(ILogger log, long bytes);
}
