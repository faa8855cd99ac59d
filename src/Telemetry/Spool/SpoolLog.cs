using Microsoft.Extensions.Logging;

namespace Telemetry.Spool;

/// <summary>Ids 3070-3099. Next free: 3085.</summary>
internal static partial class SpoolLog
{
    [LoggerMessage(3070, LogLevel.Information, "Spool {Folder}: boot {Boot}, {Pending} records wait in {Segments} segments")]
    public static partial void Opened(this ILogger log, string folder, uint boot, long pending, int segments);

    [LoggerMessage(3071, LogLevel.Error, "Spool {Folder}: neither cursor file can be read; records may be delivered twice, and boots go on from {Boot}")]
    public static partial void StateLost(this ILogger log, string folder, uint boot);

    [LoggerMessage(3072, LogLevel.Error, "Spool {Folder}: segment {Name} is damaged at its end; up to {Count} records are reported as lost")]
    public static partial void TailDamaged(this ILogger log, string folder, string name, long count);

    [LoggerMessage(3073, LogLevel.Warning, "Spool {Folder}: {Name} is none of its files and is left alone")]
    public static partial void Foreign(this ILogger log, string folder, string name);

    [LoggerMessage(3074, LogLevel.Error, "Spool {Folder}: the disk refused; nothing is acknowledged until a new segment can be written")]
    public static partial void Refused(this ILogger log, Exception fault, string folder);

    [LoggerMessage(3075, LogLevel.Information, "Spool {Folder}: the disk takes records again")]
    public static partial void Recovered(this ILogger log, string folder);

    [LoggerMessage(3076, LogLevel.Warning, "Spool {Folder} is full: {Count} records of kind {Kind} in {Name} were given up")]
    public static partial void Evicted(this ILogger log, string folder, long count, RecordKind kind, string name);

    [LoggerMessage(3077, LogLevel.Warning, "Spool {Folder}: the cursor could not be written; what was delivered may be delivered again")]
    public static partial void CursorRefused(this ILogger log, string folder);

    [LoggerMessage(3078, LogLevel.Warning, "Spool {Folder}: no room is set aside for a full disk; free {Bytes} bytes")]
    public static partial void WithoutReserve(this ILogger log, string folder, long bytes);

    [LoggerMessage(3079, LogLevel.Critical, "Spool {Folder} stopped through a fault of ours; records are refused from now on")]
    public static partial void Failed(this ILogger log, Exception fault, string folder);

    [LoggerMessage(3080, LogLevel.Warning, "Spool {Folder}: {Count} records were refused, as the disk did not keep up")]
    public static partial void QueueFull(this ILogger log, string folder, long count);

    [LoggerMessage(3081, LogLevel.Error, "Spool {Folder} stopped, and the disk did not take the last {Count} records")]
    public static partial void Unwritten(this ILogger log, string folder, long count);

    [LoggerMessage(3082, LogLevel.Error, "The spool's disk has taken no event for {Limit}: events are sent from memory until it does, and are lost with the process")]
    public static partial void EventsPassBy(this ILogger log, TimeSpan limit);

    [LoggerMessage(3083, LogLevel.Information, "The spool's disk takes events again")]
    public static partial void EventsReturn(this ILogger log);

    [LoggerMessage(3084, LogLevel.Error, "Events could not be read from the spool through a fault of ours; trying again")]
    public static partial void EventsFault(this ILogger log, Exception fault);
}
