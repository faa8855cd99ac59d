using EdgeWorld.Actors;

namespace EdgeWorld.Shapes;

/// <summary>Saloon, hatchback, SUV and van: a body with bonnet, a glazed cabin, wheels and lights.</summary>
internal static class CarShape
{
    private static readonly Rgb s_glass = new(46, 58, 70);
    private static readonly Rgb s_tyre = new(22, 22, 24);
    private static readonly Rgb s_hub = new(150, 152, 156);
    private static readonly Rgb s_dark = new(30, 31, 34);

    public static void Build(ShapeBuilder b, Actor car, bool lightsOn)
    {
        double l = car.Length / 2, w = car.Width / 2, h = car.Height;
        var van = car.Variant == 3;
        var radius = car.Variant is 2 or 3 ? 0.36 : 0.32;
        var sill = radius * 0.72;
        var belt = van ? 1.02 : car.Variant == 2 ? 1.0 : 0.88; // where the glass begins
        double bonnet = van ? 0.75 : 1.15, boot = car.Variant == 0 ? 0.75 : 0.12;

        WheelBoxes(b, w, l, radius);
        b.Prism(
            [(-l + 0.06, sill), (l - 0.06, sill), (l, 0.5), (l - 0.04, belt - 0.16), (l - bonnet, belt), (-l + 0.1, belt), (-l, belt - 0.2), (-l, 0.45)],
            -w, w, car.Colour.Rgb);
        Cabin(b, car, w, belt, h, -l + boot, l - bonnet, van ? 0.5 : 0.62, car.Variant == 0 ? 0.6 : van ? 0.08 : 0.3);
        Ends(b, car, l, w, belt, lightsOn);
        Sides(b, car, l, w, belt, radius, sill);
    }

    public static void WheelBoxes(ShapeBuilder b, double w, double l, double radius)
    {
        for (var side = -1; side <= 1; side += 2)
        {
            var (x0, x1) = side > 0 ? (w - 0.22, w - 0.02) : (-w + 0.02, -w + 0.22);
            b.Box(x0, x1, l * 0.62 - (radius * 0.8), l * 0.62 + (radius * 0.8), 0, radius, s_tyre);
            b.Box(x0, x1, -l * 0.6 - (radius * 0.8), -l * 0.6 + (radius * 0.8), 0, radius, s_tyre);
        }
    }

    public static void Wheel(ShapeBuilder b, double x, double y, double radius, int side)
    {
        var corners = b.Shows(radius * 0.12) ? 14 : 8;
        b.HalfDisc(new(x, y, radius), radius * 1.16, side, corners / 2, s_dark, PartMarks.Painted);
        b.Disc(new(x, y, radius), radius, side, corners, s_tyre);
        if (b.Shows(radius * 0.5))
            b.Disc(new(x, y, radius), radius * 0.6, side, corners, s_hub, PartMarks.Painted);
        if (b.Shows(radius * 0.16))
            b.Disc(new(x, y, radius), radius * 0.2, side, 8, s_dark, PartMarks.Painted);
    }

    private static void Cabin(ShapeBuilder b, Actor car, double w, double z0, double z1, double y0, double y1, double rake, double backRake)
    {
        double inX = 0.04, topX = w - 0.2, x = w - inX;
        double topY0 = y0 + backRake, topY1 = y1 - rake;
        b.Taper(-x, x, y0, y1, z0, -topX, topX, topY0, topY1, z1, car.Colour.Rgb, car.Colour.Rgb);
        b.Patch(ShapeBuilder.FrontOf(-x, x, y1, z0, -topX, topX, topY1, z1), 0.06, 0.94, 0.06, 0.9, s_glass);
        b.Patch(ShapeBuilder.BackOf(-x, x, y0, z0, -topX, topX, topY0, z1), 0.1, 0.9, 0.18, 0.86, s_glass);
        foreach (var face in (ReadOnlySpan<Face>)[
            ShapeBuilder.RightOf(x, y0, y1, z0, topX, topY0, topY1, z1), ShapeBuilder.LeftOf(-x, y0, y1, z0, -topX, topY0, topY1, z1)])
        {
            b.Patch(face, 0.06, 0.47, 0.12, 0.88, s_glass);
            b.Patch(face, 0.51, 0.94, 0.12, 0.88, s_glass);
        }
        if (b.Shows(0.1))
            b.Patch(ShapeBuilder.FrontOf(-x, x, y1, z0, -topX, topX, topY1, z1), 0.12, 0.4, 0.45, 0.86, new Rgb(96, 112, 128)); // the sky in the windscreen
    }

    private static void Ends(ShapeBuilder b, Actor car, double l, double w, double belt, bool lightsOn)
    {
        var front = ShapeBuilder.FrontOf(-w, w, l + 0.005, 0.3, -w, w, l - 0.03, belt - 0.14);
        var lampGlow = lightsOn ? PartMarks.Shines : PartMarks.None;
        var lamp = lightsOn ? new Rgb(255, 250, 225) : new Rgb(214, 222, 228);
        b.Patch(front, 0.03, 0.24, 0.62, 0.95, lamp, lampGlow);
        b.Patch(front, 0.76, 0.97, 0.62, 0.95, lamp, lampGlow);
        b.Patch(front, 0.28, 0.72, 0.5, 0.92, s_dark);
        b.Patch(front, 0.08, 0.92, 0.02, 0.3, s_dark);
        b.Patch(front, 0.36, 0.64, 0.26, 0.44, new Rgb(236, 236, 232));
        var back = ShapeBuilder.BackOf(-w, w, -l - 0.005, 0.3, -w, w, -l - 0.005, belt - 0.04);
        var tailOn = car.Braking && car.State != "parked";
        var tail = tailOn ? new Rgb(255, 40, 30) : lightsOn ? new Rgb(206, 22, 22) : new Rgb(150, 20, 24);
        var tailGlow = tailOn || lightsOn ? PartMarks.Shines : PartMarks.None;
        b.Patch(back, 0.02, 0.2, 0.6, 0.92, tail, tailGlow);
        b.Patch(back, 0.8, 0.98, 0.6, 0.92, tail, tailGlow);
        b.Patch(back, 0.34, 0.66, 0.5, 0.72, new Rgb(238, 226, 130));
        b.Patch(back, 0.06, 0.94, 0, 0.2, s_dark);
    }

    private static void Sides(ShapeBuilder b, Actor car, double l, double w, double belt, double radius, double sill)
    {
        for (var side = -1; side <= 1; side += 2)
        {
            var x = side * (w + 0.012);
            if ((b.Eye.X - x) * side <= 0)
                continue;
            var face = side > 0 ? ShapeBuilder.RightOf(x, -l, l, sill, belt) : ShapeBuilder.LeftOf(x, -l, l, sill, belt);
            if (b.Shows(0.05))
            {
                var seam = car.Colour.Rgb.Scaled(0.6);
                foreach (var along in (ReadOnlySpan<double>)[0.34, 0.5, 0.68])
                    b.Patch(face, along, along + 0.006, 0.1, 1, seam);
                var handle = side > 0 ? 0.37 : 0.53;
                b.Patch(face, handle, handle + 0.035, 0.72, 0.78, seam);
                b.Patch(face, handle + 0.16, handle + 0.195, 0.72, 0.78, seam);
            }
            Wheel(b, x, l * 0.62, radius, side);
            Wheel(b, x, -l * 0.6, radius, side);
        }
        if (b.Shows(0.12))
        {
            // Mirrors, beside the windscreen's foot; they stay inside the car's nominal width.
            foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            {
                if (b.Eye.X * side < -w)
                    continue; // behind the cabin
                b.Box((side * (w - 0.02)) - 0.06, (side * (w - 0.02)) + 0.06, l - 1.55, l - 1.4, belt, belt + 0.14, car.Colour.Rgb.Scaled(0.8));
            }
        }
    }
}
