using EdgeWorld.Actors;
using EdgeWorld.Numerics;

namespace EdgeWorld.Shapes;

/// <summary>A person with swinging limbs; fallen, the same body lies on the ground. Measures are shares of the height.</summary>
internal static class PersonShape
{
    private static readonly Rgb s_shoe = new(40, 34, 32);
    private static readonly Rgb s_cane = new(246, 246, 244);

    private enum Build
    {
        Plain,
        Cap,
        Skirt,
        Coat,
        LongHair,
        Shorts,
    }

    public static void Draw(ShapeBuilder b, Actor person)
    {
        var fallen = person.State == "fallen";
        var h = fallen ? person.Length : person.Height;
        var build = (Build)(person.Variant % 6);
        var walking = person.State == "walking";
        var swing = walking ? 0.5 * Trigonometry.Sin(person.Phase) : fallen ? 0.35 : 0.04;
        b.BeginGroup();
        Leg(b, person, h, -1, swing, build, fallen);
        Leg(b, person, h, 1, -swing, build, fallen);
        Torso(b, person, h, build, fallen);
        var pushing = person.With == "pram" && !fallen;
        Arm(b, person, h, -1, pushing ? 0.9 : -swing * 0.9, fallen);
        Arm(b, person, h, 1, pushing ? 0.9 : person.With == "cane" ? 0.45 : swing * 0.9, fallen);
        Head(b, person, h, build, fallen);
        if (person.With == "cane" && !fallen)
            Cane(b, person, h);
        if (person.With == "dog" && !fallen && b.Shows(0.03))
            b.Stroke(new(0.2 * h, 0.14 * h, 0.45 * h), new(0.5, 0.55, 0.4), 0.008, s_shoe, PartMarks.Loose);
        b.EndGroup();
    }

    /// <summary>A point of the body: upright, or tipped over backwards around its middle.</summary>
    private static Vec3 At(double x, double y, double z, double h, bool fallen) =>
        fallen ? new(x, z - (h / 2), (0.1 * h) + Math.Max(-0.02, y * 0.5)) : new(x, y, z);

    private static void Leg(ShapeBuilder b, Actor person, double h, int side, double angle, Build build, bool fallen)
    {
        double x = side * 0.055 * h, thigh = 0.245 * h, shin = 0.235 * h, hipZ = 0.51 * h;
        double sin = Trigonometry.Sin(angle), cos = Trigonometry.Cos(angle);
        var bend = angle < 0 ? angle * 1.9 : angle * 0.4; // the leg behind bends its knee
        double kneeY = sin * thigh, kneeZ = hipZ - (cos * thigh);
        var shinAngle = angle < 0 ? bend : angle - bend;
        double footY = kneeY + (Trigonometry.Sin(shinAngle) * shin), footZ = Math.Max(0.025 * h, kneeZ - (Trigonometry.Cos(shinAngle) * shin));
        var bare = build is Build.Skirt or Build.Shorts;
        var cloth = person.Second.Rgb;
        b.Stroke(At(x, 0, hipZ, h, fallen), At(x, kneeY, kneeZ, h, fallen), 0.052 * h, build == Build.Skirt ? person.Skin : cloth);
        b.Stroke(At(x, kneeY, kneeZ, h, fallen), At(x, footY, footZ, h, fallen), 0.038 * h, bare ? person.Skin : cloth);
        b.Stroke(At(x, footY, footZ, h, fallen), At(x, footY + (0.085 * h), Math.Max(0.02 * h, footZ - (0.005 * h)), h, fallen), 0.024 * h, s_shoe);
    }

    private static void Torso(ShapeBuilder b, Actor person, double h, Build build, bool fallen)
    {
        var cloth = person.Colour.Rgb;
        if (fallen)
        {
            b.Stroke(At(0, 0, 0.54 * h, h, true), At(0, 0, 0.78 * h, h, true), 0.1 * h, cloth);
            return;
        }
        double hip = 0.085 * h, shoulder = 0.115 * h, depth = 0.062 * h;
        if (build is Build.Skirt or Build.Coat)
        {
            var flare = build == Build.Coat ? 0.115 * h : 0.13 * h;
            b.Taper(
                -flare, flare, -flare * 0.75, flare * 0.75, 0.3 * h, -hip, hip, -depth, depth, 0.56 * h,
                build == Build.Coat ? cloth : person.Second.Rgb, cloth);
        }
        b.Taper(-hip, hip, -depth, depth, 0.49 * h, -shoulder, shoulder, -depth, depth, 0.81 * h, cloth, cloth);
        b.Stroke(new(-shoulder * 0.78, 0, 0.795 * h), new(shoulder * 0.78, 0, 0.795 * h), 0.045 * h, cloth);
    }

    private static void Arm(ShapeBuilder b, Actor person, double h, int side, double angle, bool fallen)
    {
        double x = side * 0.135 * h, upper = 0.165 * h, lower = 0.16 * h, shoulderZ = 0.79 * h;
        double elbowY = Trigonometry.Sin(angle) * upper, elbowZ = shoulderZ - (Trigonometry.Cos(angle) * upper);
        var foreAngle = angle + 0.35;
        double handY = elbowY + (Trigonometry.Sin(foreAngle) * lower), handZ = elbowZ - (Trigonometry.Cos(foreAngle) * lower);
        var sleeve = person.Colour.Rgb.Scaled(0.9);
        b.Stroke(At(x * 0.9, 0, shoulderZ, h, fallen), At(x, elbowY, elbowZ, h, fallen), 0.032 * h, sleeve);
        b.Stroke(At(x, elbowY, elbowZ, h, fallen), At(x, handY, handZ, h, fallen), 0.027 * h, sleeve);
        b.Ball(At(x, handY, handZ, h, fallen), 0.028 * h, person.Skin);
    }

    private static void Head(ShapeBuilder b, Actor person, double h, Build build, bool fallen)
    {
        b.Stroke(At(0, 0, 0.81 * h, h, fallen), At(0, 0.01 * h, 0.87 * h, h, fallen), 0.034 * h, person.Skin);
        var hair = build == Build.Cap ? person.Second.Rgb : person.Hair;
        if (build == Build.LongHair)
            b.Stroke(At(0, -0.03 * h, 0.93 * h, h, fallen), At(0, -0.04 * h, 0.82 * h, h, fallen), 0.055 * h, hair);
        b.Ball(At(0, -0.012 * h, 0.944 * h, h, fallen), 0.056 * h, hair);
        b.Ball(At(0, 0.014 * h, 0.926 * h, h, fallen), 0.054 * h, person.Skin);
        if (b.Shows(0.02) && !fallen && b.Eye.Y > 0)
        {
            foreach (var side in (ReadOnlySpan<int>)[-1, 1])
                b.Ball(new(side * 0.019 * h, 0.062 * h, 0.934 * h), 0.0065 * h, new Rgb(30, 24, 22), PartMarks.Painted);
            b.Stroke(new(-0.014 * h, 0.06 * h, 0.9 * h), new(0.014 * h, 0.06 * h, 0.9 * h), 0.004 * h, new Rgb(150, 70, 66), PartMarks.Painted);
        }
        if (build == Build.Cap)
            b.Stroke(At(-0.03 * h, 0.05 * h, 0.955 * h, h, fallen), At(0.03 * h, 0.05 * h, 0.955 * h, h, fallen), 0.018 * h, hair);
    }

    private static void Cane(ShapeBuilder b, Actor person, double h)
    {
        var sweep = 0.28 * Trigonometry.Sin(person.Phase * 0.5);
        Vec3 hand = new(0.14 * h, 0.2 * h, 0.52 * h), tip = new(sweep, 0.72 * h, 0.02);
        var low = (hand * 0.25) + (tip * 0.75);
        b.Stroke(hand, low, 0.016, s_cane, PartMarks.Loose);
        b.Stroke(low, tip, 0.016, new Rgb(214, 30, 34), PartMarks.Loose);
    }
}
