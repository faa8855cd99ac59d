using EdgePlanner.Worlds;

namespace EdgeHost.Asking;

/// <summary>Where a camera that knows how it stands says so, frame by frame; a simulated one does, as a device with an IMU and a speed would.
/// The camera's thread writes, any thread reads.</summary>
internal sealed class PoseBoard
{
    private volatile Told? _latest;

    public CameraPose? Pose => _latest?.Pose;

    public Measured? Speed => _latest?.Speed;

    public void Put(CameraPose pose, double speedMps) => _latest = new Told(pose, new Measured(speedMps, 0.1));

    private sealed record Told(CameraPose Pose, Measured Speed);
}
