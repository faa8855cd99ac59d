using EdgeWorld.Actors;

namespace EdgeWorld.Shapes;

internal enum PartKind : byte
{
    /// <summary>Convex polygons of Contour vertices each, all in one plane and one colour.</summary>
    Polygon,

    /// <summary>A round-ended stroke between two points.</summary>
    Stroke,

    /// <summary>A ball around one point.</summary>
    Ball,

    /// <summary>The stroked outline of a closed polygon.</summary>
    Ring,
}

[Flags]
internal enum PartMarks : byte
{
    None = 0,

    /// <summary>Painted on another part: neither widens the box nor hides anything.</summary>
    Painted = 1,

    /// <summary>Drawn with the object and hides others, but is not in its box: a cane, the pole of a sign.</summary>
    Loose = 2,

    /// <summary>Shines by itself.</summary>
    Shines = 4,
}

/// <summary>One thing to draw. Its vertices are in world metres, Radius too (half the width of a stroke).</summary>
internal struct Part
{
    public PartKind Kind;
    public PartMarks Marks;
    public int First;
    public int Count;
    public int Contour;
    public Rgb Colour;
    public float Shade;
    public float Radius;
}
