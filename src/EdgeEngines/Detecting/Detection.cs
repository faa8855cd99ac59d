namespace EdgeEngines.Detecting;

/// <param name="BoxInSource">In the camera's own pixels, clipped to the picture.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Class">Index into the model's labels.</param>
public readonly record struct Detection(Box BoxInSource, float Score, int Class);
