using EdgeEngines.Frames;

namespace EdgeHost.Cameras;

/// <summary>Event ids 2000 to 2099; next free: 2005.</summary>
internal static partial class CameraLog
{
    [LoggerMessage(2000, LogLevel.Information, "camera {Camera}: {State}{Detail}")]
    public static partial void Changed(ILogger logger, CameraId camera, CameraState state, string detail);

    [LoggerMessage(2001, LogLevel.Warning, "camera {Camera}: {State}{Detail}")]
    public static partial void Troubled(ILogger logger, CameraId camera, CameraState state, string detail);

    [LoggerMessage(2002, LogLevel.Error, "camera {Camera}: an unexpected error; the source is opened anew")]
    public static partial void Unexpected(ILogger logger, CameraId camera, Exception cause);

    [LoggerMessage(2003, LogLevel.Error, "camera {Camera}: did not stop within {Bound}; its thread is left behind")]
    public static partial void DidNotStop(ILogger logger, CameraId camera, TimeSpan bound);

    [LoggerMessage(2004, LogLevel.Critical, "camera {Camera}: its thread ended by an error")]
    public static partial void ThreadEnded(ILogger logger, CameraId camera, Exception cause);
}
