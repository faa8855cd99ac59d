using EdgeEngines.Detecting;
using EdgePlanner.Worlds;

namespace EdgeHost.Asking;

/// <summary>How a camera stands over level ground: what turns the foot of a box into metres.</summary>
/// <param name="FocalPx">In the pixels of its pictures.</param>
/// <param name="HeightM">Above ground.</param>
/// <param name="PitchDeg">Up from level; a camera that looks down has a negative one.</param>
/// <param name="HeadingDeg">To the right of where its carrier faces: places are told as the carrier sees them.</param>
internal sealed record CameraPose(double FocalPx, double HeightM, double PitchDeg, double HeadingDeg = 0)
{
    /// <summary>How far off a box's lower edge may be, and the pitch: what the uncertainty is made of.</summary>
    private const double EdgePx = 1.5;
    private const double PitchErrorDeg = 0.5;

    /// <summary>Rays flatter than this meet the ground so far away that the foot of a box says nothing.</summary>
    private const double FlattestDeg = 0.7;

    /// <summary>Where the foot of the box stands; null where it lies at or above the horizon, or is cut off by the picture's edge.</summary>
    public GroundPlace? GroundOf(in Box boxInSource, int width, int height)
    {
        if (boxInSource.Bottom >= height - 1)
            return null; // its feet are out of the picture
        var (x, y) = (((boxInSource.Left + boxInSource.Right) / 2) - (width / 2.0), boxInSource.Bottom - (height / 2.0));
        if (Ahead(y, PitchDeg) is not { } ahead)
            return null;
        var pitch = PitchDeg * Math.PI / 180;
        var right = ahead * (x / FocalPx) / (Math.Cos(pitch) + (y / FocalPx * Math.Sin(pitch)));
        var farther = Ahead(y - EdgePx, PitchDeg + PitchErrorDeg) ?? double.PositiveInfinity;
        var nearer = Ahead(y + EdgePx, PitchDeg - PitchErrorDeg) ?? ahead;
        var (turnRight, turnAhead) = Math.SinCos(HeadingDeg * Math.PI / 180);
        return new GroundPlace(
            (right * turnAhead) + (ahead * turnRight), (ahead * turnAhead) - (right * turnRight), Math.Min(Math.Max(farther - ahead, ahead - nearer), 1e3));
    }

    private double? Ahead(double y, double pitchDeg)
    {
        var below = Math.Atan2(y, FocalPx) - (pitchDeg * Math.PI / 180);
        return below < FlattestDeg * Math.PI / 180 ? null : HeightM / Math.Tan(below);
    }
}
