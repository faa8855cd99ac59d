using EdgeEngines.Frames;

namespace EdgeHost.Cameras;

internal enum CameraState
{
    Connecting,
    Running,

    /// <summary>No frame for the stall time; the source is being restarted.</summary>
    Stalled,

    /// <summary>Waiting for the next try after an end or an error.</summary>
    BackingOff,
    Paused,

    /// <summary>The source ended and is not to be restarted.</summary>
    Ended,

    /// <summary>Gave up: trying again cannot help.</summary>
    Failed,
    Stopped,
}

/// <param name="Detail">Why, in one line; empty while all is well.</param>
internal readonly record struct CameraStatus(CameraId Camera, CameraState State, string Detail);
