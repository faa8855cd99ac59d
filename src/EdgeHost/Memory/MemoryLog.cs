namespace EdgeHost.Memory;

/// <summary>Ids 2500–2599; next free: 2506.</summary>
internal static partial class MemoryLog
{
    [LoggerMessage(2500, LogLevel.Error, "nothing is remembered: {Why}. Cameras, events and messages go on; it is tried again every few seconds")]
    public static partial void CannotWrite(this ILogger log, string why);

    [LoggerMessage(2501, LogLevel.Information, "{Path} is written again; {Lost} notes were lost")]
    public static partial void WritingAgain(this ILogger log, string path, long lost);

    [LoggerMessage(2502, LogLevel.Warning, "{Path} is damaged and was set aside as {Aside}; memory begins anew. {Why}")]
    public static partial void SetAside(this ILogger log, string path, string aside, string why);

    [LoggerMessage(2503, LogLevel.Warning, "{Path} was still being written after {Patience}; the last notes may be lost")]
    public static partial void StillWriting(this ILogger log, string path, TimeSpan patience);

    [LoggerMessage(2504, LogLevel.Warning, "nothing is looked at more closely, so memory has no colours, states and places by encoder: {Why}. Memory:Words=false makes this message go away")]
    public static partial void CannotLook(this ILogger log, string why);

    [LoggerMessage(2505, LogLevel.Information, "what is seen is remembered in {Path}: words, places and times{Crops}, {Days} days and {Megabytes} MB at most; 'edgehost memory forget --all' deletes it, Memory:Enabled=false ends it")]
    public static partial void Remembering(this ILogger log, string path, string crops, double days, long megabytes);
}
