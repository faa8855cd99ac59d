using EdgeWorld.Actors;
using EdgeWorld.Numerics;

namespace EdgeWorld.Shapes;

/// <summary>Keys, cup, phone and bag.</summary>
internal static class SmallShapes
{
    public static void Keys(ShapeBuilder b, Actor keys)
    {
        var metal = keys.Colour.Rgb;
        var brass = new Rgb(206, 168, 84);
        b.RingZ(new(0, -0.045, 0.008), 0.024, 0.003, 12, upright: false, metal);
        Key(b, new(-0.012, -0.025, 0.006), -0.35, 0.085, metal);
        Key(b, new(0.006, -0.022, 0.009), 0.1, 0.09, brass);
        Key(b, new(0.018, -0.026, 0.006), 0.6, 0.07, metal.Scaled(0.8));
        b.Stroke(new(0.03, -0.055, 0.01), new(0.05, -0.04, 0.01), 0.014, keys.Second.Rgb); // the fob
    }

    public static void Cup(ShapeBuilder b, Actor cup)
    {
        double r = cup.Width / 2, h = cup.Height;
        var handleFirst = b.Eye.Y < 0;
        if (handleFirst)
            Handle();
        b.Column(default, r * 0.8, r, h, 14, cup.Colour.Rgb, cup.Colour.Rgb.Scaled(0.9));
        if (b.Eye.Z > h)
            b.Column(new(0, 0, h), r * 0.86, r * 0.86, 0.0005, 14, new Rgb(66, 42, 28), new Rgb(74, 46, 30), PartMarks.Painted);
        if (!handleFirst)
            Handle();

        void Handle() => b.RingX(new(0, r + 0.012, h * 0.52), h * 0.24, 0.007, 10, cup.Colour.Rgb.Scaled(0.92));
    }

    public static void Phone(ShapeBuilder b, Actor phone)
    {
        double w = phone.Width / 2, l = phone.Length / 2, h = phone.Height;
        b.Box(-w, w, -l, l, 0, h, phone.Colour.Rgb);
        var top = ShapeBuilder.TopOf(-w, w, -l, l, h + 0.0005);
        if (phone.State != "on")
        {
            b.Patch(top, 0.06, 0.94, 0.03, 0.97, new Rgb(14, 15, 20));
            b.Patch(top, 0.5, 0.88, 0.55, 0.93, new Rgb(40, 46, 56));
            return;
        }
        b.Patch(top, 0.06, 0.94, 0.03, 0.97, new Rgb(70, 120, 205), PartMarks.Shines);
        if (b.Shows(0.012))
        {
            b.Grid(top, 3, 4, 0.55, 0.55, 0.2, 0.9, new Rgb(240, 244, 250), 0x5A5A5A5Au, PartMarks.Shines);
            b.Grid(top, 3, 4, 0.55, 0.55, 0.2, 0.9, new Rgb(250, 190, 70), 0xA5A5A5A5u, PartMarks.Shines);
        }
    }

    /// <summary>Odd builds are rucksacks, even ones handbags.</summary>
    public static void Bag(ShapeBuilder b, Actor bag)
    {
        double w = bag.Width / 2, l = bag.Length / 2, h = bag.Height;
        var cloth = bag.Colour.Rgb;
        if (bag.Variant % 2 == 1)
        {
            b.Taper(-w * 0.8, w * 0.8, -l, l, 0, -w, w, -l, l, h * 0.55, cloth, cloth);
            b.Taper(-w, w, -l, l, h * 0.55, -w * 0.55, w * 0.55, -l * 0.6, l * 0.6, h * 0.93, cloth, cloth);
            b.RingZ(new(0, 0, h * 0.94), h * 0.05, h * 0.014, 8, upright: true, cloth.Scaled(0.6));
            b.Patch(ShapeBuilder.FrontOf(-w, w, l + 0.003, 0, h * 0.55), 0.2, 0.8, 0.1, 0.75, cloth.Scaled(0.75));
            b.Patch(ShapeBuilder.BackOf(-w, w, -l - 0.003, 0, h * 0.55), 0.22, 0.34, 0.05, 0.98, cloth.Scaled(0.55));
            b.Patch(ShapeBuilder.BackOf(-w, w, -l - 0.003, 0, h * 0.55), 0.66, 0.78, 0.05, 0.98, cloth.Scaled(0.55));
            return;
        }
        var body = h * 0.62;
        b.RingZ(new(0, -l * 0.3, body), w * 0.5, h * 0.022, 12, upright: true, cloth.Scaled(0.55));
        b.Taper(-w, w, -l, l, 0, -w * 0.86, w * 0.86, -l * 0.45, l * 0.45, body, cloth, cloth.Scaled(0.5));
        b.Patch(ShapeBuilder.FrontOf(-w, w, l + 0.002, 0, -w * 0.86, w * 0.86, (l * 0.45) + 0.002, body), 0.06, 0.94, 0.72, 0.8, cloth.Scaled(0.6));
        b.Patch(ShapeBuilder.FrontOf(-w, w, l + 0.002, 0, -w * 0.86, w * 0.86, (l * 0.45) + 0.002, body), 0.45, 0.55, 0.66, 0.84, new Rgb(214, 190, 110));
    }

    private static void Key(ShapeBuilder b, Vec3 ring, double angle, double length, Rgb colour)
    {
        var along = new Vec3(Trigonometry.Sin(angle), Trigonometry.Cos(angle), 0);
        b.RingZ(ring + (along * 0.012), 0.011, 0.0045, 10, upright: false, colour);
        b.Stroke(ring + (along * 0.024), ring + (along * length), 0.0042, colour);
        var tooth = new Vec3(along.Y, -along.X, 0) * 0.009;
        b.Stroke(ring + (along * (length * 0.86)), ring + (along * (length * 0.86)) + tooth, 0.0032, colour);
        b.Stroke(ring + (along * (length * 0.68)), ring + (along * (length * 0.68)) + tooth, 0.0032, colour);
    }
}
