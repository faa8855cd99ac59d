using Microsoft.Extensions.Logging;

namespace Telemetry.Uploading;

/// <summary>Ids 3100-3119. Next free: 3106.</summary>
internal static partial class UploadLog
{
    [LoggerMessage(3100, LogLevel.Information, "Upload: {Records} records are at {Hub}, {Waiting} wait")]
    public static partial void Uploaded(this ILogger log, long records, string hub, long waiting);

    [LoggerMessage(3101, LogLevel.Warning, "Upload to {Hub} ended early: {Fault}. {Waiting} records wait; again in {Wait}")]
    public static partial void Failed(this ILogger log, string hub, string fault, long waiting, TimeSpan wait);

    [LoggerMessage(3102, LogLevel.Error, "Upload: the hub will not take {Count} records ({First} to {Last}): {Status}, {Detail}. They are in {Folder}")]
    public static partial void DeadLetter(this ILogger log, int count, long first, long last, int status, string detail, string folder);

    [LoggerMessage(3103, LogLevel.Information, "Upload: waits, the way out is over {Interface}, which is metered (Upload:MeteredInterfaces)")]
    public static partial void Metered(this ILogger log, string @interface);

    [LoggerMessage(3104, LogLevel.Error, "Upload: a fault of ours; tried again as if the network had failed")]
    public static partial void Broken(this ILogger log, Exception fault);

    [LoggerMessage(3105, LogLevel.Information, "Upload: goes to {Hub} as {Device}, first in {First}, then every {Period}")]
    public static partial void Begins(this ILogger log, string hub, string device, TimeSpan first, TimeSpan period);
}
