using EdgeWorld.Actors;
using EdgeWorld.Numerics;

namespace EdgeWorld.Shapes;

/// <summary>Traffic light, stop sign, cone, barrier, lamp post.</summary>
internal static class SignShapes
{
    private static readonly Rgb s_pole = new(112, 116, 118);
    private static readonly Rgb s_housing = new(26, 28, 28);
    private static readonly Rgb s_white = new(240, 240, 238);

    /// <summary>The letters STOP as strokes, x and z in a cell of 1 by 1.6.</summary>
    private static readonly (double X0, double Z0, double X1, double Z1)[][] s_stop =
    [
        [(0.9, 1.5, 0.1, 1.5), (0.1, 1.5, 0.1, 0.85), (0.1, 0.85, 0.9, 0.75), (0.9, 0.75, 0.9, 0.1), (0.9, 0.1, 0.1, 0.1)],
        [(0.05, 1.5, 0.95, 1.5), (0.5, 1.5, 0.5, 0.05)],
        [(0.1, 0.1, 0.1, 1.5), (0.1, 1.5, 0.9, 1.5), (0.9, 1.5, 0.9, 0.1), (0.9, 0.1, 0.1, 0.1)],
        [(0.1, 0.05, 0.1, 1.5), (0.1, 1.5, 0.9, 1.5), (0.9, 1.5, 0.9, 0.8), (0.9, 0.8, 0.1, 0.8)],
    ];

    public static void TrafficLight(ShapeBuilder b, Actor head)
    {
        double w = head.Width / 2, h = head.Height, d = head.Length / 2;
        var stands = head.Position.Z;
        b.Stroke(new(0, -d - 0.06, -stands), new(0, -d - 0.06, h * 0.8), 0.06, s_pole, PartMarks.Loose);
        b.Box(-w, w, -d, d, 0, h, s_housing);
        var face = ShapeBuilder.FrontOf(-w, w, d + 0.002, 0, h);
        b.Patch(face, 0.04, 0.96, 0.015, 0.985, new Rgb(40, 42, 42));
        Lens(b, head, d, h * 0.83, w * 0.72, "red", new Rgb(255, 34, 26), new Rgb(70, 16, 16));
        Lens(b, head, d, h * 0.5, w * 0.72, "amber", new Rgb(255, 178, 22), new Rgb(72, 54, 14));
        Lens(b, head, d, h * 0.17, w * 0.72, "green", new Rgb(40, 250, 120), new Rgb(14, 58, 32));
    }

    public static void StopSign(ShapeBuilder b, Actor sign)
    {
        var radius = sign.Width / 2 / 0.9239; // across flats is the width
        var c = new Vec3(0, 0, sign.Height / 2);
        const double turn = Trigonometry.Pi / 8;
        b.Stroke(new(0, -0.05, -sign.Position.Z), new(0, -0.05, sign.Height * 0.9), 0.035, s_pole, PartMarks.Loose);
        b.Plate(c, radius, 8, turn, -1, new Rgb(146, 148, 150));
        b.Plate(c, radius, 8, turn, 1, s_white);
        b.Plate(c, radius * 0.93, 8, turn, 1, sign.Colour.Rgb, PartMarks.Painted);
        if (b.Eye.Y <= 0 || !b.Shows(0.1))
            return;
        var cell = sign.Width * 0.19;
        for (var letter = 0; letter < 4; letter++)
        {
            // Seen from ahead, the sign's right is the reader's left.
            var left = (sign.Width * 0.4) - (letter * cell * 1.12);
            foreach (var (x0, z0, x1, z1) in s_stop[letter])
            {
                b.Stroke(
                    new(left - (x0 * cell * 0.9), 0.01, c.Z + ((z0 - 0.8) * cell)), new(left - (x1 * cell * 0.9), 0.01, c.Z + ((z1 - 0.8) * cell)),
                    cell * 0.11, s_white, PartMarks.Painted);
            }
        }
    }

    public static void Cone(ShapeBuilder b, Actor cone)
    {
        double h = cone.Height, foot = cone.Width / 2, r = foot * 0.72, tip = 0.035;
        b.Box(-foot, foot, -foot, foot, 0, 0.04, new Rgb(36, 36, 38));
        double[] cuts = [0.04, 0.34 * h, 0.52 * h, 0.68 * h, 0.82 * h, h];
        var corners = b.Shows(0.06) ? 9 : 6;
        for (var i = 0; i < 5; i++)
        {
            var colour = i % 2 == 0 ? cone.Colour.Rgb : s_white;
            double from = (cuts[i] - 0.04) / (h - 0.04), to = (cuts[i + 1] - 0.04) / (h - 0.04);
            b.Column(new(0, 0, cuts[i]), r + ((tip - r) * from), r + ((tip - r) * to), cuts[i + 1] - cuts[i], corners, colour, colour);
        }
    }

    public static void Barrier(ShapeBuilder b, Actor barrier)
    {
        double l = barrier.Length / 2;
        var face = new Rgb(236, 236, 232);
        b.Box(-0.1, 0.1, -l, -l + 0.1, 0, 0.75, s_pole);
        b.Box(-0.1, 0.1, l - 0.1, l, 0, 0.75, s_pole);
        b.Box(-0.03, 0.03, -l, l, 0.72, 1.0, face);
        b.Grid(ShapeBuilder.RightOf(0.035, -l, l, 0.72, 1.0), 4, 1, 0.5, 1, 0, 1, new Rgb(206, 36, 32), uint.MaxValue, PartMarks.None);
        b.Grid(ShapeBuilder.LeftOf(-0.035, -l, l, 0.72, 1.0), 4, 1, 0.5, 1, 0, 1, new Rgb(206, 36, 32), uint.MaxValue, PartMarks.None);
    }

    public static void LampPost(ShapeBuilder b, Actor post, bool lightsOn)
    {
        var h = post.Height;
        b.Stroke(new(0, 0, 0), new(0, 0, h - 0.3), 0.07, s_pole);
        b.Stroke(new(0, 0, h - 0.3), new(0, 1.2, h), 0.05, s_pole);
        b.Stroke(new(0, 1.0, h), new(0, 1.6, h - 0.02), 0.09, lightsOn ? new Rgb(255, 236, 180) : new Rgb(190, 194, 196), lightsOn ? PartMarks.Shines : PartMarks.None);
    }

    private static void Lens(ShapeBuilder b, Actor head, double d, double z, double radius, string state, Rgb lit, Rgb dark)
    {
        var on = head.State == state;
        var facing = new Vec3(0, d + 0.01, z);
        b.Plate(facing, radius, 10, 0, 1, on ? lit : dark, PartMarks.Painted | (on ? PartMarks.Shines : PartMarks.None));
    }
}
