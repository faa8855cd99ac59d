using EdgeWorld.Actors;

namespace EdgeWorld.Drawing;

/// <summary>An actor in this frame: its parts, and the tight boxes around their projection.</summary>
internal struct Item
{
    public Actor Actor;
    public int FirstPart;
    public int EndPart;

    /// <summary>Metres from the camera to the middle.</summary>
    public double Distance;

    /// <summary>Box in pixels over everything that belongs to the object, whether inside the picture or not.</summary>
    public double X0;
    public double Y0;
    public double X1;
    public double Y1;

    /// <summary>Box over what of it lies inside the picture.</summary>
    public double InsideX0;
    public double InsideY0;
    public double InsideX1;
    public double InsideY1;

    /// <summary>Box over everything that is drawn with it.</summary>
    public double DrawnX0;
    public double DrawnY0;
    public double DrawnX1;
    public double DrawnY1;

    public readonly bool HasBox => X1 > X0;
}
