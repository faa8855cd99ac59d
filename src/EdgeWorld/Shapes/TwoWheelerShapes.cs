using EdgeWorld.Actors;
using EdgeWorld.Numerics;

namespace EdgeWorld.Shapes;

/// <summary>Motorcycle and bicycle, ridden unless parked. The rider belongs to the object and its box.</summary>
internal static class TwoWheelerShapes
{
    private static readonly Rgb s_tyre = new(26, 26, 28);
    private static readonly Rgb s_metal = new(150, 152, 156);

    public static void Motorcycle(ShapeBuilder b, Actor bike, bool lightsOn)
    {
        var l = bike.Length / 2;
        const double r = 0.31;
        var paint = bike.Colour.Rgb;
        b.BeginGroup();
        foreach (var y in (ReadOnlySpan<double>)[l - r, -l + r])
        {
            b.RingX(new(0, y, r), r - 0.06, 0.06, 12, s_tyre);
            b.RingX(new(0, y, r), r * 0.4, 0.03, 8, s_metal, PartMarks.Painted);
        }
        b.Stroke(new(0, l - r, r), new(0, l - 0.62, 0.98), 0.045, s_metal);
        b.Stroke(new(0, -l + r, r), new(0, -0.05, 0.42), 0.05, s_metal);
        b.Box(-0.13, 0.13, -0.3, 0.32, 0.3, 0.58, new Rgb(60, 60, 64));
        b.Stroke(new(0, -0.02, 0.74), new(0, 0.42, 0.8), 0.15, paint);
        b.Stroke(new(0, -0.72, 0.78), new(0, -0.12, 0.74), 0.1, new Rgb(36, 34, 34));
        b.Stroke(new(0, -0.95, 0.8), new(0, -0.6, 0.72), 0.08, paint);
        b.Stroke(new(-0.33, 0.42, 1.02), new(0.33, 0.42, 1.02), 0.03, s_tyre);
        b.Ball(new(0, l - 0.5, 0.86), 0.1, lightsOn ? new Rgb(255, 250, 225) : new Rgb(220, 226, 230), lightsOn && b.Eye.Y > 0 ? PartMarks.Shines : PartMarks.None);
        b.Ball(new(0, -l + 0.06, 0.74), 0.06, bike.Braking ? new Rgb(255, 40, 30) : new Rgb(150, 20, 24), bike.Braking || lightsOn ? PartMarks.Shines : PartMarks.None);
        if (bike.State != "parked")
            Rider(b, bike, seatZ: 0.84, seatY: -0.3, handY: 0.4, handZ: 1.02, footY: 0.02, footZ: 0.32, pedal: 0, helmet: paint);
        b.EndGroup();
    }

    public static void Bicycle(ShapeBuilder b, Actor bike)
    {
        var l = bike.Length / 2;
        const double r = 0.34;
        var paint = bike.Colour.Rgb;
        b.BeginGroup();
        foreach (var y in (ReadOnlySpan<double>)[l - r, -l + r])
        {
            b.RingX(new(0, y, r), r - 0.02, 0.022, 14, s_tyre);
            if (b.Shows(0.02))
            {
                for (var spoke = 0; spoke < 3; spoke++)
                {
                    var angle = -bike.Phase + (spoke * 1.047);
                    var tip = new Vec3(0, (r - 0.04) * Trigonometry.Cos(angle), (r - 0.04) * Trigonometry.Sin(angle));
                    b.Stroke(new Vec3(0, y, r) + tip, new Vec3(0, y, r) - tip, 0.005, s_metal, PartMarks.Painted);
                }
            }
        }
        Vec3 rear = new(0, -l + r, r), crank = new(0, -0.08, 0.3), seat = new(0, -0.26, 0.88), head = new(0, 0.36, 0.9), front = new(0, l - r, r);
        foreach (var (from, to) in (ReadOnlySpan<(Vec3, Vec3)>)[(rear, crank), (crank, seat), (seat, head), (crank, head), (rear, seat), (head, front)])
            b.Stroke(from, to, 0.024, paint);
        b.Stroke(new(-0.26, 0.38, 1.02), new(0.26, 0.38, 1.02), 0.022, s_tyre);
        b.Stroke(head, new(0, 0.38, 1.02), 0.022, s_tyre);
        b.Stroke(new(0, -0.36, 0.95), new(0, -0.16, 0.95), 0.055, s_tyre);
        if (bike.State != "parked")
            Rider(b, bike, seatZ: 1.0, seatY: -0.24, handY: 0.36, handZ: 1.04, footY: -0.08, footZ: 0.3, pedal: 0.16, helmet: bike.Variant == 0 ? bike.Hair : new Rgb(232, 232, 232));
        b.EndGroup();
    }

    private static void Rider(
        ShapeBuilder b, Actor bike, double seatZ, double seatY, double handY, double handZ, double footY, double footZ, double pedal, Rgb helmet)
    {
        var clothes = bike.Second.Rgb;
        var trousers = new Rgb(48, 52, 66);
        Vec3 hip = new(0, seatY, seatZ), chest = new(0, seatY + 0.2, seatZ + 0.44);
        b.Stroke(hip, chest, 0.15, clothes);
        b.Stroke(new(-0.14, chest.Y, chest.Z), new(0.14, chest.Y, chest.Z), 0.1, clothes);
        for (var side = -1; side <= 1; side += 2)
        {
            var turn = bike.Phase * 0.4 + (side > 0 ? 0 : Trigonometry.Pi);
            Vec3 foot = new(side * 0.14, footY + (pedal * Trigonometry.Cos(turn)), footZ - (pedal * Trigonometry.Sin(turn)));
            Vec3 thigh = new(side * 0.1, seatY, seatZ - 0.02), knee = new(side * 0.16, (thigh.Y + foot.Y) / 2 + 0.26, (thigh.Z + foot.Z) / 2 + 0.1);
            b.Stroke(thigh, knee, 0.085, trousers);
            b.Stroke(knee, foot, 0.065, trousers);
            Vec3 shoulder = new(side * 0.19, chest.Y, chest.Z), hand = new(side * 0.25, handY, handZ), elbow = new(side * 0.28, (chest.Y + handY) / 2, (chest.Z + handZ) / 2 - 0.08);
            b.Stroke(shoulder, elbow, 0.055, clothes);
            b.Stroke(elbow, hand, 0.045, clothes);
        }
        var skull = new Vec3(0, chest.Y + 0.08, chest.Z + 0.26);
        b.Ball(skull, 0.1, bike.Skin);
        b.Ball(skull + new Vec3(0, -0.03, 0.03), 0.118, helmet);
        b.Ball(skull + new Vec3(0, 0.07, -0.03), 0.07, bike.Kind == ActorKind.Motorcycle ? new Rgb(40, 46, 54) : bike.Skin);
    }
}
