using EdgeWorld.Actors;
using EdgeWorld.Numerics;

namespace EdgeWorld.Shapes;

/// <summary>Houses, doors, steps, benches, trees, bins, hedges, prams.</summary>
internal static class StreetShapes
{
    public static void Building(ShapeBuilder b, Actor house, bool lightsOn)
    {
        double w = house.Width / 2, l = house.Length / 2, h = house.Height;
        b.Box(-w, w, -l, l, 0, h, house.Colour.Rgb);
        b.Box(-w - 0.15, w + 0.15, -l, l, h - 0.35, h, house.Colour.Rgb.Scaled(0.8));
        var floors = Math.Max(1, (int)((h - 1) / 3.1));
        var hash = unchecked((uint)house.Variant * 2654435761u);
        var onRight = house.Position.X > 0;
        Windows(b, ShapeBuilder.LeftOf(-w - 0.01, -l, l, 0, h), house.Length, floors, hash, lightsOn, onRight ? Reversed(house.DoorColumns, house.Length) : 0);
        Windows(b, ShapeBuilder.RightOf(w + 0.01, -l, l, 0, h), house.Length, floors, hash ^ 0x5bd1e995, lightsOn, onRight ? 0 : house.DoorColumns);
        Windows(b, ShapeBuilder.FrontOf(-w, w, l + 0.01, 0, h), house.Width, floors, hash ^ 0x1234567, lightsOn, 0);
        Windows(b, ShapeBuilder.BackOf(-w, w, -l - 0.01, 0, h), house.Width, floors, hash ^ 0x7654321, lightsOn, 0);
    }

    public static int WindowColumns(double length) => Math.Max(1, (int)(length / 2.6));

    private static uint Reversed(uint columns, double length)
    {
        var (count, result) = (WindowColumns(length), 0u);
        for (var i = 0; i < count; i++)
            result |= (columns >> i & 1) << (count - 1 - i);
        return result;
    }

    public static void Door(ShapeBuilder b, Actor door)
    {
        double w = door.Width / 2, h = door.Height;
        var frame = new Rgb(232, 230, 224);
        b.Box(-w, w, -0.05, 0.03, 0, h, frame);
        var front = ShapeBuilder.FrontOf(-w, w, 0.035, 0, h);
        var paint = door.Colour.Rgb;
        if (door.Openness > 0)
        {
            b.Patch(front, 0.08, 0.92, 0, 0.95, new Rgb(34, 30, 28));
            // The leaf hangs on the reader's left and swings out to the street or into the room.
            double x = w * 0.84, angle = door.Openness * 1.35, leaf = w * 1.66;
            double dx = -leaf * Trigonometry.Cos(angle), dy = leaf * Trigonometry.Sin(angle);
            var face = new Face(new(x, 0.04, 0.02), new(x + dx, 0.04 + dy, 0.02), new(x + dx, 0.04 + dy, h * 0.95), new(x, 0.04, h * 0.95));
            var back = new Face(face.B, face.A, face.D, face.C);
            b.Quad(face, paint);
            b.Quad(back, paint.Scaled(0.85));
            b.Patch(face, 0.84, 0.93, 0.44, 0.48, new Rgb(206, 190, 120));
            b.Patch(back, 0.07, 0.16, 0.44, 0.48, new Rgb(206, 190, 120));
            return;
        }
        b.Patch(front, 0.08, 0.92, 0, 0.95, paint);
        if (b.Shows(0.08))
        {
            var panel = paint.Scaled(0.8);
            if (door.Variant == 0)
                b.Patch(front, 0.24, 0.76, 0.58, 0.88, new Rgb(126, 150, 164));
            else if (door.Variant == 1)
                b.Grid(front, 2, 2, 0.6, 0.8, 0.06, 0.92, panel, uint.MaxValue, PartMarks.None);
            else if (door.Variant == 2)
                b.Patch(front, 0.4, 0.6, 0.2, 0.88, new Rgb(150, 170, 180));
            else
                b.Grid(front, 1, 3, 0.62, 0.75, 0.05, 0.93, panel, uint.MaxValue, PartMarks.None);
        }
        b.Patch(front, 0.8, 0.88, 0.44, 0.48, new Rgb(214, 196, 120));
    }

    /// <summary>A flight that rises against the actor's heading: from its front edge up to its back.</summary>
    public static void Steps(ShapeBuilder b, Actor steps)
    {
        double w = steps.Width / 2, l = steps.Length / 2;
        var count = Math.Max(1, steps.Variant);
        for (var i = count - 1; i >= 0; i--)
        {
            double y1 = l - (steps.Length * i / count), z = steps.Height * (i + 1) / count;
            var y0 = y1 - (steps.Length / count);
            b.Taper(-w, w, y0, y1, z - (steps.Height / count), -w, w, y0, y1, z, steps.Colour.Rgb.Scaled(0.82), steps.Colour.Rgb);
            if (i > 0)
                b.Box(-w, w, y0, y1, 0, z - (steps.Height / count), steps.Colour.Rgb.Scaled(0.82));
        }
    }

    public static void Bench(ShapeBuilder b, Actor bench)
    {
        double w = bench.Width / 2, l = bench.Length / 2, h = bench.Height;
        var iron = new Rgb(44, 46, 48);
        var wood = bench.Colour.Rgb;
        var backFirst = b.Eye.Y > -l;
        if (backFirst)
            Back();
        foreach (var x in (ReadOnlySpan<double>)[-w + 0.12, w - 0.18])
        {
            b.Box(x, x + 0.06, -l + 0.02, -l + 0.1, 0, 0.43, iron);
            b.Box(x, x + 0.06, l - 0.12, l - 0.04, 0, 0.43, iron);
        }
        for (var slat = 0; slat < 3; slat++)
        {
            var y = -l + 0.06 + (slat * (bench.Length - 0.06) / 3);
            b.Box(-w, w, y, y + (bench.Length / 3) - 0.06, 0.41, 0.46, wood.Scaled(1 - (slat * 0.04)));
        }
        if (!backFirst)
            Back();

        void Back()
        {
            b.Box(-w, w, -l, -l + 0.05, 0.54, 0.66, wood);
            b.Box(-w, w, -l, -l + 0.05, h - 0.14, h, wood);
            foreach (var x in (ReadOnlySpan<double>)[-w + 0.12, w - 0.18])
                b.Box(x, x + 0.06, -l, -l + 0.06, 0.4, h, iron);
        }
    }

    public static void Tree(ShapeBuilder b, Actor tree)
    {
        var h = tree.Height;
        b.Stroke(new(0, 0, 0), new(0, 0, h * 0.55), 0.13, new Rgb(88, 66, 48));
        var hash = unchecked((uint)tree.Variant * 2654435761u);
        var green = tree.Colour.Rgb;
        b.BeginGroup();
        for (var i = 0; i < 8; i++)
        {
            hash = unchecked((hash * 1664525) + 1013904223);
            double angle = (hash >> 8 & 255) * 0.0246, reach = 0.08 + ((hash >> 16 & 255) * 0.0006), up = 0.52 + ((hash >> 24) * 0.0013);
            var at = new Vec3(Trigonometry.Cos(angle) * reach * h, Trigonometry.Sin(angle) * reach * h, up * h);
            b.Ball(at, (0.13 + ((hash & 63) * 0.0008)) * h, green.Scaled(0.72 + (0.55 * (up - 0.5)) + ((hash & 15) * 0.012)));
        }
        b.EndGroup();
    }

    public static void Bin(ShapeBuilder b, Actor bin)
    {
        b.Column(default, bin.Width * 0.42, bin.Width / 2, bin.Height - 0.1, 8, bin.Colour.Rgb, bin.Colour.Rgb.Scaled(0.4));
        b.Column(new(0, 0, bin.Height - 0.1), bin.Width / 2, bin.Width * 0.3, 0.1, 8, bin.Colour.Rgb.Scaled(0.75), bin.Colour.Rgb.Scaled(0.6));
    }

    public static void Hedge(ShapeBuilder b, Actor hedge)
    {
        double w = hedge.Width / 2, l = hedge.Length / 2;
        b.Taper(-w, w, -l, l, 0, -w * 0.8, w * 0.8, -l, l, hedge.Height, hedge.Colour.Rgb, hedge.Colour.Rgb.Scaled(1.2));
    }

    public static void Pram(ShapeBuilder b, Actor pram)
    {
        double l = pram.Length / 2, w = pram.Width / 2;
        var cloth = pram.Colour.Rgb;
        var dark = new Rgb(40, 40, 44);
        for (var side = -1; side <= 1; side += 2)
        {
            b.RingX(new(side * w * 0.9, l * 0.6, 0.13), 0.11, 0.025, 10, dark);
            b.RingX(new(side * w * 0.9, -l * 0.5, 0.13), 0.11, 0.025, 10, dark);
            b.Stroke(new(side * w * 0.8, l * 0.6, 0.13), new(side * w * 0.8, -l * 0.9, 1.0), 0.02, dark);
        }
        b.Taper(-w * 0.7, w * 0.7, -l * 0.6, l * 0.55, 0.38, -w, w, -l * 0.7, l * 0.75, 0.68, cloth, new Rgb(228, 224, 214));
        b.Taper(-w, w, l * 0.05, l * 0.75, 0.68, -w * 0.8, w * 0.8, l * 0.2, l * 0.6, 0.98, cloth.Scaled(0.85), cloth.Scaled(0.9));
        b.Stroke(new(-w * 0.8, -l * 0.9, 1.0), new(w * 0.8, -l * 0.9, 1.0), 0.025, dark);
    }

    private static void Windows(ShapeBuilder b, in Face face, double width, int floors, uint hash, bool lightsOn, uint doors)
    {
        var columns = WindowColumns(width);
        if (!b.Shows(0.5))
            return;
        double height = (floors * 3.1) + 1, ground = 3.1 / height;
        var glass = new Rgb(70, 84, 98);
        b.Grid(face, columns, 1, 0.46, 0.56, 0.4 / height, ground, glass, ~doors, PartMarks.None);
        if (floors < 2)
            return;
        double v0 = 3.5 / height, v1 = floors * 3.1 / height;
        b.Grid(face, columns, floors - 1, 0.46, 0.6, v0, v1, glass, uint.MaxValue, PartMarks.None);
        if (lightsOn)
            b.Grid(face, columns, floors - 1, 0.46, 0.6, v0, v1, new Rgb(236, 198, 120), (hash & (hash >> 3)) | 0x100u, PartMarks.Shines);
    }
}
