using EdgeEngines.Frames;
using EdgeHost.Asking;
using EdgeHost.Cameras;

namespace EdgeHost.Frames;

/// <summary>One camera in the pipeline: its worker in front of an engine's line, its outlet behind.</summary>
internal sealed class CameraPost(CameraId id, EngineLine line, CameraLane lane, CameraOutlet outlet, PoseBoard pose, Func<CameraWorker?> worker)
{
    private int _left;

    public CameraId Id { get; } = id;
    public EngineLine Line { get; } = line;
    public CameraLane Lane { get; } = lane;
    public CameraOutlet Outlet { get; } = outlet;

    /// <summary>What the camera itself says of how it stands; empty for most.</summary>
    public PoseBoard Pose { get; } = pose;

    /// <summary>Null while the camera is being added or removed.</summary>
    public CameraWorker? Worker => worker();

    public bool HasLeft => Volatile.Read(ref _left) != 0;

    /// <summary>True for the one caller that takes the camera off its line.</summary>
    public bool TryLeave() => Interlocked.Exchange(ref _left, 1) == 0;
}
