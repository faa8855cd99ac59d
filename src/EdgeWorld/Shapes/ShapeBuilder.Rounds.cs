using EdgeWorld.Actors;
using EdgeWorld.Numerics;

namespace EdgeWorld.Shapes;

internal sealed partial class ShapeBuilder
{
    private const double RoundShadeZ = 0.35; // a round thing is lit as if it leaned a little to the sky

    public void Stroke(Vec3 from, Vec3 to, double radius, Rgb colour, PartMarks marks = PartMarks.None)
    {
        ref var part = ref Add(PartKind.Stroke, 2, colour, marks);
        part.Radius = (float)radius;
        part.Shade = RoundShade();
        Set(part.First, from);
        Set(part.First + 1, to);
    }

    public void Ball(Vec3 centre, double radius, Rgb colour, PartMarks marks = PartMarks.None)
    {
        ref var part = ref Add(PartKind.Ball, 1, colour, marks);
        part.Radius = (float)radius;
        part.Shade = RoundShade();
        Set(part.First, centre);
    }

    /// <summary>A disc across x, seen only from the side that facing (+1 or -1) tells.</summary>
    public void Disc(Vec3 centre, double radius, int facing, int corners, Rgb colour, PartMarks marks = PartMarks.None)
    {
        if ((_eye.X - centre.X) * facing <= 0)
            return;
        ref var part = ref Add(PartKind.Polygon, corners, colour, marks);
        part.Shade = Light.Shade(_right * facing);
        for (var i = 0; i < corners; i++)
            Set(part.First + i, OnCircle(centre, radius, i, corners));
    }

    /// <summary>The upper half of a disc across x: a wheel arch.</summary>
    public void HalfDisc(Vec3 centre, double radius, int facing, int sides, Rgb colour, PartMarks marks)
    {
        if ((_eye.X - centre.X) * facing <= 0)
            return;
        ref var part = ref Add(PartKind.Polygon, sides + 1, colour, marks);
        part.Shade = Light.Shade(_right * facing);
        for (var i = 0; i <= sides; i++)
            Set(part.First + i, OnCircle(centre, radius, i, sides * 2));
    }

    /// <summary>A wheel's rim across x.</summary>
    public void RingX(Vec3 centre, double radius, double strokeRadius, int corners, Rgb colour, PartMarks marks = PartMarks.None)
    {
        ref var part = ref Add(PartKind.Ring, corners, colour, marks);
        part.Radius = (float)strokeRadius;
        part.Shade = RoundShade();
        for (var i = 0; i < corners; i++)
            Set(part.First + i, OnCircle(centre, radius, i, corners));
    }

    /// <summary>A ring lying flat, or with its plane across y when upright.</summary>
    public void RingZ(Vec3 centre, double radius, double strokeRadius, int corners, bool upright, Rgb colour, PartMarks marks = PartMarks.None)
    {
        ref var part = ref Add(PartKind.Ring, corners, colour, marks);
        part.Radius = (float)strokeRadius;
        part.Shade = RoundShade();
        for (var i = 0; i < corners; i++)
        {
            var angle = 2 * Trigonometry.Pi * i / corners;
            double a = radius * Trigonometry.Cos(angle), b = radius * Trigonometry.Sin(angle);
            Set(part.First + i, centre + (upright ? new Vec3(a, 0, b) : new Vec3(a, b, 0)));
        }
    }

    /// <summary>An upright cylinder or cone with corners sides.</summary>
    public void Column(Vec3 foot, double radius, double topRadius, double height, int corners, Rgb side, Rgb top, PartMarks marks = PartMarks.None)
    {
        for (var i = 0; i < corners; i++)
        {
            double a = 2 * Trigonometry.Pi * i / corners, b = 2 * Trigonometry.Pi * (i + 1) / corners;
            Vec3 from = new(Trigonometry.Cos(a), Trigonometry.Sin(a), 0), to = new(Trigonometry.Cos(b), Trigonometry.Sin(b), 0);
            var up = new Vec3(0, 0, height);
            Quad(new Face(foot + (from * radius), foot + (to * radius), foot + (to * topRadius) + up, foot + (from * topRadius) + up), side, marks);
        }
        if (_eye.Z <= foot.Z + height)
            return;
        ref var part = ref Add(PartKind.Polygon, corners, top, marks);
        part.Shade = Light.Shade(new Vec3(0, 0, 1));
        for (var i = 0; i < corners; i++)
        {
            var angle = 2 * Trigonometry.Pi * i / corners;
            Set(part.First + i, foot + new Vec3(topRadius * Trigonometry.Cos(angle), topRadius * Trigonometry.Sin(angle), height));
        }
    }

    /// <summary>A plate across y that faces ahead (facing 1) or back (-1), as a regular polygon.</summary>
    public void Plate(Vec3 centre, double radius, int corners, double turn, int facing, Rgb colour, PartMarks marks = PartMarks.None)
    {
        if ((_eye.Y - centre.Y) * facing <= 0)
            return;
        ref var part = ref Add(PartKind.Polygon, corners, colour, marks);
        part.Shade = Light.Shade(_forward * facing);
        for (var i = 0; i < corners; i++)
        {
            var angle = turn + (2 * Trigonometry.Pi * i / corners);
            Set(part.First + i, centre + new Vec3(radius * Trigonometry.Cos(angle), 0, radius * Trigonometry.Sin(angle)));
        }
    }

    private static Vec3 OnCircle(Vec3 centre, double radius, int corner, int corners)
    {
        var angle = 2 * Trigonometry.Pi * corner / corners;
        return centre + new Vec3(0, radius * Trigonometry.Cos(angle), radius * Trigonometry.Sin(angle));
    }

    private float RoundShade() => (float)(Light.Ambient + (Light.Sun * RoundShadeZ));
}
