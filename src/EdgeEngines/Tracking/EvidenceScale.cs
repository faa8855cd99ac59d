using EdgeEngines.Detecting;

namespace EdgeEngines.Tracking;

/// <summary>
/// What one sighting says for a newcomer being there at all: its score in units of <see cref="TrackerOptions.HighScore"/>, less a floor.
/// The floor rises with the size of the box: a detector that is unsure of something tiny is short of pixels and mostly right, one that is
/// unsure of something large saw it well and is mostly wrong. It is higher too for what the picture's edge cuts off, whose box is a guess.
/// </summary>
/// <param name="options">Its scores and floors.</param>
/// <param name="pictureInSource">Width and height in pixels; zero where nobody knows them: then all boxes have the same floor.</param>
internal readonly struct EvidenceScale(TrackerOptions options, (int Width, int Height) pictureInSource)
{
    /// <summary>Side of the box, as a share of the picture's, that has <see cref="TrackerOptions.EvidenceFloor"/> itself: 24 pixels of 640 × 360.</summary>
    private const float MiddleSide = 0.05f;

    /// <summary>The floor does not move farther than this from the middle one: the largest things must still be believed, if very sure.</summary>
    private const float FarthestFloor = 0.25f;

    /// <summary>A box ends at the picture's edge that comes nearer to it than this share of its width or height: two pixels of 640.</summary>
    private const float EdgeShare = 0.003f;

    private readonly float _unit = 1 / Math.Max(options.HighScore, 0.01f);

    public float Of(in Detection sighting) => (sighting.Score * _unit) - FloorOf(sighting.BoxInSource);

    private float FloorOf(in Box box)
    {
        var (width, height) = pictureInSource;
        if (width <= 0 || height <= 0)
            return options.EvidenceFloor;
        var side = MathF.Sqrt(box.Area / ((float)width * height));
        var rise = options.FloorRise * MathF.Log2(side / MiddleSide);
        return options.EvidenceFloor + Math.Clamp(rise, -FarthestFloor, FarthestFloor) + (IsCutOff(box, width, height) ? options.CutOffFloor : 0);
    }

    private static bool IsCutOff(in Box box, float width, float height) =>
        box.Left < EdgeShare * width || box.Top < EdgeShare * height || box.Right > (1 - EdgeShare) * width || box.Bottom > (1 - EdgeShare) * height;
}
