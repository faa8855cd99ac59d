using EdgeWorld.Actors;

namespace EdgeWorld.Drawing;

/// <summary>An actor in this frame: its parts, and the tight box around their projection (not cut at the picture's edge).</summary>
internal struct Item
{
    public Actor Actor;
    public int FirstPart;
    public int EndPart;

    /// <summary>Metres from the camera to the middle.</summary>
    public double Distance;

    /// <summary>Box in the picture's pixels over everything that belongs to the object.</summary>
    public double X0;
    public double Y0;
    public double X1;
    public double Y1;

    /// <summary>The same over everything that is drawn with it.</summary>
    public double DrawnX0;
    public double DrawnY0;
    public double DrawnX1;
    public double DrawnY1;

    public readonly bool HasBox => X1 > X0;
}
