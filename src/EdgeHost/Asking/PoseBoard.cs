using EdgePlanner.Worlds;

namespace EdgeHost.Asking;

/// <summary>Where a camera that knows how it stands says so, frame by frame; a simulated one does, as a device with an IMU and a speed would.
/// One thread writes and reads.</summary>
internal sealed class PoseBoard
{
    public CameraPose? Pose { get; private set; }

    public Measured? Speed { get; private set; }

    public void Put(CameraPose pose, double speedMps) => (Pose, Speed) = (pose, new Measured(speedMps, 0.1));
}
