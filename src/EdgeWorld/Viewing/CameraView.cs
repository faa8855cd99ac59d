using EdgeWorld.Numerics;

namespace EdgeWorld.Viewing;

/// <summary>
/// A pinhole camera at one moment: where it is, where it looks, and how a point of the world falls on the picture.
/// Heading counts clockwise from north, pitch up from level, roll clockwise; all in radians. Pixels run right and down.
/// </summary>
public sealed class CameraView
{
    /// <summary>Nothing nearer than this (metres along the view) is drawn or counted.</summary>
    public const double Near = 0.25;

    private Vec3 _right;
    private Vec3 _down;
    private Vec3 _ahead;

    public CameraView(int width, int height, double focalPx)
    {
        (Width, Height, FocalPx) = (width, height, focalPx);
        Place(default, 0, 0, 0);
    }

    public int Width { get; }

    public int Height { get; }

    public double FocalPx { get; }

    public Vec3 Position { get; private set; }

    public double Heading { get; private set; }

    public double Pitch { get; private set; }

    public double Roll { get; private set; }

    public Vec3 Ahead => _ahead;

    public void Place(Vec3 position, double heading, double pitch, double roll)
    {
        (Position, Heading, Pitch, Roll) = (position, heading, pitch, roll);
        double sinH = Trigonometry.Sin(heading), cosH = Trigonometry.Cos(heading);
        double sinP = Trigonometry.Sin(pitch), cosP = Trigonometry.Cos(pitch);
        double sinR = Trigonometry.Sin(roll), cosR = Trigonometry.Cos(roll);
        _ahead = new Vec3(sinH * cosP, cosH * cosP, sinP);
        var level = new Vec3(cosH, -sinH, 0);
        var up = level.Cross(_ahead);
        _right = (level * cosR) - (up * sinR);
        _down = (up * -cosR) - (level * sinR);
    }

    /// <summary>The point seen from the camera: x to the right, y down, z along the view, in metres.</summary>
    public Vec3 FromWorld(Vec3 point)
    {
        var offset = point - Position;
        return new Vec3(offset.Dot(_right), offset.Dot(_down), offset.Dot(_ahead));
    }

    /// <summary>Where the point falls on the picture; Depth is metres along the view, and not positive behind the camera.</summary>
    public (double X, double Y, double Depth) Project(Vec3 pointInWorld)
    {
        var p = FromWorld(pointInWorld);
        var depth = Math.Max(p.Z, 1e-6);
        return ((Width / 2.0) + (FocalPx * p.X / depth), (Height / 2.0) + (FocalPx * p.Y / depth), p.Z);
    }

    /// <summary>Row of the horizon in the middle of the picture.</summary>
    internal double HorizonY => (Height / 2.0) + (FocalPx * Trigonometry.Tan(Pitch));
}
