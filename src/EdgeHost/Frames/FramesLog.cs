using EdgeEngines.Frames;

namespace EdgeHost.Frames;

/// <summary>Ids 2100–2199; next free: 2107.</summary>
internal static partial class FramesLog
{
    [LoggerMessage(2100, LogLevel.Error, "engine {Line}: a run failed; its frames have no detections")]
    public static partial void RunFailed(ILogger log, string line, Exception cause);

    [LoggerMessage(2101, LogLevel.Information, "engine {Line}: swapped {Old} for {New}; no frame was lost")]
    public static partial void Swapped(ILogger log, string line, string old, string @new);

    [LoggerMessage(2102, LogLevel.Warning, "camera {Camera}: its last frames did not come out of the engine within {Patience}")]
    public static partial void LaneStuck(ILogger log, CameraId camera, TimeSpan patience);

    [LoggerMessage(2104, LogLevel.Error, "camera {Camera}: a snapshot could not be made")]
    public static partial void SnapshotFailed(ILogger log, CameraId camera, Exception cause);

    [LoggerMessage(2105, LogLevel.Information, "engine {Line}: {Model} on {Providers}")]
    public static partial void EngineIs(ILogger log, string line, string model, string providers);

    [LoggerMessage(2106, LogLevel.Error, "engine {Line} could not be loaded: {Reason}")]
    public static partial void LoadFailed(ILogger log, string line, string reason);

    [LoggerMessage(2103, LogLevel.Warning, "thread '{Thread}' did not stop within {Patience}: a native run hangs; it ends with the process")]
    public static partial void ThreadStuck(ILogger log, string thread, TimeSpan patience);
}
