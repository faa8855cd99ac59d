using EdgeEngines.Detecting;

namespace EdgeEngines.Tracking;

/// <summary>An object followed over frames.</summary>
/// <param name="Id">Stable while the object is followed; never used again by the same tracker.</param>
/// <param name="BoxInSource">In the camera's pixels: the detection's own box when seen just now, else the predicted one, which
/// may lie outside the picture.</param>
/// <param name="Score">Of the latest detection that belongs to it.</param>
/// <param name="Class">Index into the model's labels.</param>
/// <param name="VelocityX">Centre's motion in source pixels a second.</param>
/// <param name="VelocityY">Centre's motion in source pixels a second.</param>
/// <param name="Hits">Frames in which a detection belonged to it.</param>
/// <param name="Missed">Frames since the last one that did: 0 when seen just now.</param>
public readonly record struct Track(
    long Id, Box BoxInSource, float Score, int Class, float VelocityX, float VelocityY, int Hits, int Missed)
{
    /// <summary>Motion of the lower edge in source pixels a second: what comes nearer grows, so that its foot moves faster than its centre.</summary>
    public float FootVelocityY { get; init; }

    /// <summary>Seen often enough to be believed (<see cref="TrackerOptions.HitsToConfirm"/>). Stays true.</summary>
    public bool Confirmed { get; init; }
}
