using System.Numerics;
using EdgeEngines.Detecting;

namespace EdgeEngines.Reading;

/// <summary>Four corners of a line of text as its reader sees it: the first is where its first letter begins, whichever way the
/// text is turned.</summary>
public readonly record struct Quad(Vector2 TopLeft, Vector2 TopRight, Vector2 BottomRight, Vector2 BottomLeft)
{
    /// <summary>Along the text; the longer of the two sides.</summary>
    public float Width => Math.Max(Vector2.Distance(TopLeft, TopRight), Vector2.Distance(BottomLeft, BottomRight));

    /// <summary>Of the letters; the longer of the two sides.</summary>
    public float Height => Math.Max(Vector2.Distance(TopLeft, BottomLeft), Vector2.Distance(TopRight, BottomRight));

    /// <summary>The smallest upright box around it.</summary>
    public Box Bounds
    {
        get
        {
            var least = Vector2.Min(Vector2.Min(TopLeft, TopRight), Vector2.Min(BottomRight, BottomLeft));
            var most = Vector2.Max(Vector2.Max(TopLeft, TopRight), Vector2.Max(BottomRight, BottomLeft));
            return new Box(least.X, least.Y, most.X, most.Y);
        }
    }

    /// <summary>The same place, read from the other end.</summary>
    public Quad TurnUpsideDown() => new(BottomRight, BottomLeft, TopLeft, TopRight);

    /// <summary>The same place, read from the top to the bottom, letters turned a quarter to the right, as on a book's spine.</summary>
    public Quad TurnDownwards() => new(TopRight, BottomRight, BottomLeft, TopLeft);

    public static Quad Of(in Box box) => new(new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom));

    /// <summary>Corners in any order to those of a text that runs to the right: of the two left ones the upper is the first
    /// (PaddleOCR, <c>get_mini_boxes</c>).</summary>
    internal static Quad Ordered(Span<Vector2> corners)
    {
        corners.Sort(static (one, other) => one.X.CompareTo(other.X));
        var (topLeft, bottomLeft) = corners[0].Y <= corners[1].Y ? (corners[0], corners[1]) : (corners[1], corners[0]);
        var (topRight, bottomRight) = corners[2].Y <= corners[3].Y ? (corners[2], corners[3]) : (corners[3], corners[2]);
        return new Quad(topLeft, topRight, bottomRight, bottomLeft);
    }
}
