using EdgeWorld.Actors;
using EdgeWorld.Numerics;

namespace EdgeWorld.Shapes;

/// <summary>A dog: barrel, four legs in a trot, neck, snout, ears and tail.</summary>
internal static class DogShape
{
    public static void Draw(ShapeBuilder b, Actor dog)
    {
        double l = dog.Length, h = dog.Height;
        var fur = dog.Colour.Rgb;
        var dark = fur.Scaled(0.72);
        var swing = dog.State == "walking" ? 0.45 * Trigonometry.Sin(dog.Phase) : 0.03;
        b.BeginGroup();
        foreach (var (x, y, sign) in (ReadOnlySpan<(double, double, int)>)[(-1, 1, 1), (1, 1, -1), (-1, -1, -1), (1, -1, 1)])
        {
            Vec3 top = new(x * 0.065 * l, y * 0.27 * l, 0.5 * h);
            Vec3 foot = new(x * 0.065 * l, top.Y + (swing * sign * 0.4 * h), 0.05 * h);
            b.Stroke(top, foot, 0.045 * l, dark);
        }
        b.Stroke(new(0, -0.3 * l, 0.6 * h), new(0, 0.25 * l, 0.62 * h), 0.125 * l, fur);
        b.Stroke(new(0, -0.42 * l, 0.66 * h), new(0, -0.5 * l, 0.9 * h), 0.03 * l, dark);
        b.Stroke(new(0, 0.26 * l, 0.68 * h), new(0, 0.36 * l, 0.85 * h), 0.085 * l, fur);
        b.Ball(new(0, 0.38 * l, 0.87 * h), 0.105 * l, fur);
        b.Stroke(new(0, 0.42 * l, 0.83 * h), new(0, 0.53 * l, 0.8 * h), 0.055 * l, dark);
        b.Ball(new(0, 0.57 * l, 0.81 * h), 0.025 * l, new Rgb(20, 18, 18));
        for (var side = -1; side <= 1; side += 2)
            b.Stroke(new(side * 0.09 * l, 0.35 * l, 0.98 * h), new(side * 0.12 * l, 0.35 * l, 0.84 * h), 0.035 * l, dark);
        b.EndGroup();
    }
}
