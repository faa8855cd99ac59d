using EdgeWorld.Actors;

namespace EdgeWorld.Shapes;

/// <summary>Truck (box, tipper, tanker) and bus.</summary>
internal static class LorryShapes
{
    private static readonly Rgb s_glass = new(46, 58, 70);
    private static readonly Rgb s_dark = new(34, 35, 38);

    public static void Truck(ShapeBuilder b, Actor truck, bool lightsOn)
    {
        double l = truck.Length / 2, w = truck.Width / 2, h = truck.Height;
        const double cab = 1.9;
        const double radius = 0.48;
        CarShape.WheelBoxes(b, w, l, radius);
        b.Box(-w + 0.25, w - 0.25, -l, l - cab, 0.55, 0.95, s_dark);
        // What is farther along the truck is drawn first.
        if (b.Eye.Y > l - (cab / 2))
        {
            Load(b, truck, l, w, h, cab);
            Cab(b, truck, l, w, Math.Min(h - 0.25, 2.75), cab, lightsOn);
        }
        else
        {
            Cab(b, truck, l, w, Math.Min(h - 0.25, 2.75), cab, lightsOn);
            Load(b, truck, l, w, h, cab);
        }
        for (var side = -1; side <= 1; side += 2)
        {
            var x = side * (w + 0.012);
            CarShape.Wheel(b, x, l - 1.1, radius, side);
            CarShape.Wheel(b, x, -l * 0.6, radius, side);
            if (truck.Length > 8)
                CarShape.Wheel(b, x, (-l * 0.6) + 1.1, radius, side);
        }
        Tail(b, truck, l, w, 0.6, 0.95, lightsOn);
    }

    public static void Bus(ShapeBuilder b, Actor bus, bool lightsOn)
    {
        double l = bus.Length / 2, w = bus.Width / 2, h = bus.Height;
        const double radius = 0.5;
        CarShape.WheelBoxes(b, w, l, radius);
        b.Box(-w, w, -l, l, 0.32, h, bus.Colour.Rgb);
        var glassMarks = lightsOn ? PartMarks.Shines : PartMarks.None;
        var glass = lightsOn ? new Rgb(196, 186, 140) : s_glass;
        for (var side = -1; side <= 1; side += 2)
        {
            var x = side * (w + 0.01);
            var face = side > 0 ? ShapeBuilder.RightOf(x, -l, l, 0.32, h) : ShapeBuilder.LeftOf(x, -l, l, 0.32, h);
            b.Patch(face, 0, 1, 0.22, 0.34, bus.Second.Rgb);
            b.Patch(face, 0.02, 0.98, 0.42, 0.86, s_dark);
            b.Grid(face, 8, 1, 0.88, 0.86, 0.42, 0.86, glass, uint.MaxValue, glassMarks);
            if (side > 0)
            {
                b.Patch(face, 0.86, 0.95, 0.04, 0.84, s_dark);
                b.Patch(face, 0.865, 0.945, 0.08, 0.8, glass, glassMarks);
                b.Patch(face, 0.46, 0.56, 0.04, 0.84, s_dark);
                b.Patch(face, 0.465, 0.555, 0.08, 0.8, glass, glassMarks);
            }
            CarShape.Wheel(b, x, l * 0.56, radius, side);
            CarShape.Wheel(b, x, -l * 0.52, radius, side);
        }
        var front = ShapeBuilder.FrontOf(-w, w, l + 0.01, 0.32, h);
        b.Patch(front, 0.05, 0.95, 0.36, 0.82, s_glass);
        b.Patch(front, 0.14, 0.5, 0.46, 0.78, new Rgb(92, 106, 120));
        b.Patch(front, 0.12, 0.88, 0.86, 0.97, s_dark);
        b.Patch(front, 0.2, 0.72, 0.88, 0.95, new Rgb(255, 170, 40), PartMarks.Shines);
        Headlights(b, front, lightsOn, 0.1, 0.2);
        var back = ShapeBuilder.BackOf(-w, w, -l - 0.01, 0.32, h);
        b.Patch(back, 0.12, 0.88, 0.52, 0.84, s_glass);
        b.Patch(back, 0.1, 0.9, 0.12, 0.4, bus.Colour.Rgb.Scaled(0.75));
        Tail(b, bus, l + 0.015, w, 0.55, 1.1, lightsOn);
    }

    private static void Cab(ShapeBuilder b, Actor truck, double l, double w, double top, double cab, bool lightsOn)
    {
        double y0 = l - cab, y1 = l;
        b.Taper(-w, w, y0, y1, 0.45, -w + 0.06, w - 0.06, y0, y1 - 0.18, top, truck.Colour.Rgb, truck.Colour.Rgb);
        var front = ShapeBuilder.FrontOf(-w, w, y1 + 0.01, 0.45, -w + 0.06, w - 0.06, y1 - 0.17, top);
        b.Patch(front, 0.06, 0.94, 0.48, 0.88, s_glass);
        b.Patch(front, 0.14, 0.5, 0.6, 0.85, new Rgb(92, 106, 120));
        b.Patch(front, 0.2, 0.8, 0.14, 0.4, s_dark);
        Headlights(b, front, lightsOn, 0.06, 0.2);
        b.Patch(ShapeBuilder.RightOf(w + 0.005, y0, y1, 0.45, w - 0.055, y0, y1 - 0.18, top), 0.3, 0.9, 0.52, 0.88, s_glass);
        b.Patch(ShapeBuilder.LeftOf(-w - 0.005, y0, y1, 0.45, -w + 0.055, y0, y1 - 0.18, top), 0.1, 0.7, 0.52, 0.88, s_glass);
    }

    private static void Load(ShapeBuilder b, Actor truck, double l, double w, double h, double cab)
    {
        double y0 = -l, y1 = l - cab - 0.2;
        var colour = truck.Second.Rgb;
        if (truck.Variant == 0)
        {
            b.Box(-w, w, y0, y1, 0.95, h, colour);
            b.Patch(ShapeBuilder.RightOf(w + 0.01, y0, y1, 0.95, h), 0.1, 0.9, 0.42, 0.62, truck.Colour.Rgb);
            b.Patch(ShapeBuilder.LeftOf(-w - 0.01, y0, y1, 0.95, h), 0.1, 0.9, 0.42, 0.62, truck.Colour.Rgb);
            var back = ShapeBuilder.BackOf(-w, w, y0 - 0.01, 0.95, h);
            b.Patch(back, 0.49, 0.51, 0.02, 0.98, colour.Scaled(0.55));
            b.Patch(back, 0.03, 0.97, 0.02, 0.04, colour.Scaled(0.55));
        }
        else if (truck.Variant == 1)
        {
            // The tub is measured so that the truck keeps its height.
            b.Taper(-w, w, y0 + 0.25, y1, 0.95, -w, w, y0, y1, h - 0.5, colour, new Rgb(112, 92, 70));
            b.Grid(ShapeBuilder.RightOf(w + 0.01, y0 + 0.1, y1, 0.95, h - 0.5), 6, 1, 0.1, 1, 0, 1, colour.Scaled(0.7), uint.MaxValue, PartMarks.None);
            b.Grid(ShapeBuilder.LeftOf(-w - 0.01, y0 + 0.1, y1, 0.95, h - 0.5), 6, 1, 0.1, 1, 0, 1, colour.Scaled(0.7), uint.MaxValue, PartMarks.None);
            b.Taper(-w * 0.8, w * 0.8, y0 + 0.6, y1 - 0.3, h - 0.5, -w * 0.3, w * 0.3, y0 + 1.6, y1 - 1.4, h, new Rgb(140, 112, 80), new Rgb(150, 122, 90));
        }
        else
        {
            // A tank: an eight-sided barrel along y.
            double r = (h - 1.0) / 2, z = 1.0 + r, c = r * 0.41, x = Math.Min(w, r);
            Span<(double X, double Z)> rim = [(-c, z - r), (c, z - r), (x, z - c), (x, z + c), (c, z + r), (-c, z + r), (-x, z + c), (-x, z - c)];
            for (var i = 0; i < 8; i++)
            {
                var (ax, az) = rim[i];
                var (bx, bz) = rim[(i + 1) % 8];
                b.Quad(new Face(new(ax, y0, az), new(bx, y0, bz), new(bx, y1, bz), new(ax, y1, az)), colour);
            }
            b.Box(-c, c, y0, y1, z - r, z + r, colour.Scaled(0.9));
            b.Box(-x, x, y0, y1, z - c, z + c, colour);
        }
    }

    private static void Headlights(ShapeBuilder b, in Face front, bool on, double v0, double v1)
    {
        var colour = on ? new Rgb(255, 250, 225) : new Rgb(214, 222, 228);
        var marks = on ? PartMarks.Shines : PartMarks.None;
        b.Patch(front, 0.05, 0.2, v0, v1, colour, marks);
        b.Patch(front, 0.8, 0.95, v0, v1, colour, marks);
    }

    private static void Tail(ShapeBuilder b, Actor actor, double l, double w, double z0, double z1, bool lightsOn)
    {
        var back = ShapeBuilder.BackOf(-w, w, -l - 0.01, z0, z1);
        var braking = actor.Braking && actor.State != "parked";
        var colour = braking ? new Rgb(255, 40, 30) : lightsOn ? new Rgb(206, 22, 22) : new Rgb(150, 20, 24);
        var marks = braking || lightsOn ? PartMarks.Shines : PartMarks.None;
        b.Patch(back, 0.02, 0.16, 0.15, 0.8, colour, marks);
        b.Patch(back, 0.84, 0.98, 0.15, 0.8, colour, marks);
        b.Patch(back, 0.38, 0.62, 0.2, 0.75, new Rgb(238, 226, 130));
    }
}
