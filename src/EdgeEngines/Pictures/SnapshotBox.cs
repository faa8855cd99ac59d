using EdgeEngines.Detecting;

namespace EdgeEngines.Pictures;

/// <param name="BoxInSource">In the camera's own pixels.</param>
/// <param name="Class">Index into the model's labels; each has its colour.</param>
public readonly record struct SnapshotBox(Box BoxInSource, int Class);
