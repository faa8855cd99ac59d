using EdgeWorld.Actors;
using EdgeWorld.Numerics;

namespace EdgeWorld.Shapes;

/// <summary>A four-cornered face; corners run counter-clockwise seen from outside, the first two at the bottom.</summary>
internal readonly record struct Face(Vec3 A, Vec3 B, Vec3 C, Vec3 D)
{
    public Vec3 Normal => (B - A).Cross(C - A).Normalised();

    /// <summary>The point at u (from A to B) and v (from A to D), each 0 to 1.</summary>
    public Vec3 At(double u, double v) => (((A * (1 - u)) + (B * u)) * (1 - v)) + (((D * (1 - u)) + (C * u)) * v);
}

internal sealed partial class ShapeBuilder
{
    public bool Sees(in Face face) => (_eye - face.A).Dot((face.B - face.A).Cross(face.C - face.A)) > 0;

    public void Quad(in Face face, Rgb colour, PartMarks marks = PartMarks.None)
    {
        if (!Sees(face))
            return;
        ref var part = ref Add(PartKind.Polygon, 4, colour, marks);
        part.Shade = Light.Shade(DirectionInWorld(face.Normal));
        Set(part.First, face.A);
        Set(part.First + 1, face.B);
        Set(part.First + 2, face.C);
        Set(part.First + 3, face.D);
    }

    /// <summary>A rectangle painted on a face, from (u0, v0) to (u1, v1).</summary>
    public void Patch(in Face face, double u0, double u1, double v0, double v1, Rgb colour, PartMarks marks = PartMarks.None) =>
        Quad(new Face(face.At(u0, v0), face.At(u1, v0), face.At(u1, v1), face.At(u0, v1)), colour, marks | PartMarks.Painted);

    /// <summary>Columns by rows of equal rectangles on a face in one part; fill is their share of each cell. Only cells that keep allows.</summary>
    public void Grid(in Face face, int columns, int rows, double fillU, double fillV, double v0, double v1, Rgb colour, uint keep, PartMarks marks)
    {
        if (!Sees(face))
            return;
        var count = 0;
        for (var i = 0; i < columns * rows; i++)
            count += Kept(keep, i) ? 1 : 0;
        if (count == 0)
            return;
        ref var part = ref Add(PartKind.Polygon, count * 4, colour, marks | PartMarks.Painted);
        part.Contour = 4;
        part.Shade = Light.Shade(DirectionInWorld(face.Normal));
        var at = part.First;
        for (var i = 0; i < columns * rows; i++)
        {
            if (!Kept(keep, i))
                continue;
            double u = ((i % columns) + 0.5) / columns, v = v0 + ((v1 - v0) * ((i / columns) + 0.5) / rows);
            double du = fillU / columns / 2, dv = fillV * (v1 - v0) / rows / 2;
            Set(at++, face.At(u - du, v - dv));
            Set(at++, face.At(u + du, v - dv));
            Set(at++, face.At(u + du, v + dv));
            Set(at++, face.At(u - du, v + dv));
        }
    }

    /// <summary>Which cells of a grid are drawn: all for the full mask, otherwise a pattern of 32 that repeats.</summary>
    private static bool Kept(uint keep, int cell) => keep == uint.MaxValue || (keep >> (cell & 31) & 1) != 0;

    public void Box(double x0, double x1, double y0, double y1, double z0, double z1, Rgb colour, PartMarks marks = PartMarks.None) =>
        Taper(x0, x1, y0, y1, z0, x0, x1, y0, y1, z1, colour, colour, marks);

    /// <summary>A box whose top rectangle may differ from its bottom one. Faces: front, back, right, left, top, bottom.</summary>
    public void Taper(
        double x0, double x1, double y0, double y1, double z0, double topX0, double topX1, double topY0, double topY1, double z1,
        Rgb side, Rgb top, PartMarks marks = PartMarks.None)
    {
        Quad(FrontOf(x0, x1, y1, z0, topX0, topX1, topY1, z1), side, marks);
        Quad(BackOf(x0, x1, y0, z0, topX0, topX1, topY0, z1), side, marks);
        Quad(RightOf(x1, y0, y1, z0, topX1, topY0, topY1, z1), side, marks);
        Quad(LeftOf(x0, y0, y1, z0, topX0, topY0, topY1, z1), side, marks);
        Quad(TopOf(topX0, topX1, topY0, topY1, z1), top, marks);
        Quad(new Face(new(x0, y1, z0), new(x1, y1, z0), new(x1, y0, z0), new(x0, y0, z0)), side.Scaled(0.5), marks);
    }

    public static Face FrontOf(double x0, double x1, double y, double z0, double topX0, double topX1, double topY, double z1) =>
        new(new(x1, y, z0), new(x0, y, z0), new(topX0, topY, z1), new(topX1, topY, z1));

    public static Face BackOf(double x0, double x1, double y, double z0, double topX0, double topX1, double topY, double z1) =>
        new(new(x0, y, z0), new(x1, y, z0), new(topX1, topY, z1), new(topX0, topY, z1));

    public static Face RightOf(double x, double y0, double y1, double z0, double topX, double topY0, double topY1, double z1) =>
        new(new(x, y0, z0), new(x, y1, z0), new(topX, topY1, z1), new(topX, topY0, z1));

    public static Face LeftOf(double x, double y0, double y1, double z0, double topX, double topY0, double topY1, double z1) =>
        new(new(x, y1, z0), new(x, y0, z0), new(topX, topY0, z1), new(topX, topY1, z1));

    public static Face TopOf(double x0, double x1, double y0, double y1, double z) =>
        new(new(x0, y0, z), new(x1, y0, z), new(x1, y1, z), new(x0, y1, z));

    public static Face FrontOf(double x0, double x1, double y, double z0, double z1) => FrontOf(x0, x1, y, z0, x0, x1, y, z1);

    public static Face BackOf(double x0, double x1, double y, double z0, double z1) => BackOf(x0, x1, y, z0, x0, x1, y, z1);

    public static Face RightOf(double x, double y0, double y1, double z0, double z1) => RightOf(x, y0, y1, z0, x, y0, y1, z1);

    public static Face LeftOf(double x, double y0, double y1, double z0, double z1) => LeftOf(x, y0, y1, z0, x, y0, y1, z1);

    /// <summary>A convex side view (y, z), counter-clockwise seen from the right, drawn out from x0 to x1.</summary>
    public void Prism(ReadOnlySpan<(double Y, double Z)> profile, double x0, double x1, Rgb colour)
    {
        for (var i = 0; i < profile.Length; i++)
        {
            var (y, z) = profile[i];
            var (nextY, nextZ) = profile[(i + 1) % profile.Length];
            Quad(new Face(new(x1, y, z), new(x0, y, z), new(x0, nextY, nextZ), new(x1, nextY, nextZ)), colour);
        }
        var right = _eye.X > x1;
        if (!right && _eye.X >= x0)
            return;
        ref var part = ref Add(PartKind.Polygon, profile.Length, colour, PartMarks.None);
        part.Shade = Light.Shade(right ? _right : _right * -1);
        for (var i = 0; i < profile.Length; i++)
            Set(part.First + i, new Vec3(right ? x1 : x0, profile[i].Y, profile[i].Z));
    }
}
