namespace RewardHub.Erasing;

/// <summary>Events 7030 to 7039; next free: 7031. No log names an erased user.</summary>
internal static partial class ErasingLog
{
    [LoggerMessage(7030, LogLevel.Information, "erased {What}: {Records} records, {Pictures} pictures")]
    public static partial void Erased(ILogger log, string what, long records, long pictures);
}
