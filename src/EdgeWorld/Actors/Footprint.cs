using EdgeWorld.Numerics;

namespace EdgeWorld.Actors;

/// <summary>Whether and how far apart two footprints are: the separating axis test for two rectangles on the ground.</summary>
internal static class Footprint
{
    /// <summary>Largest gap along the four face directions in metres; negative when the footprints overlap.</summary>
    public static double Gap(Actor a, Actor b)
    {
        var between = b.Position - a.Position;
        between = new Vec3(between.X, between.Y, 0);
        var gap = GapAlong(a.Forward, between, a, b);
        gap = Math.Max(gap, GapAlong(a.Right, between, a, b));
        gap = Math.Max(gap, GapAlong(b.Forward, between, a, b));
        return Math.Max(gap, GapAlong(b.Right, between, a, b));
    }

    private static double GapAlong(Vec3 axis, Vec3 between, Actor a, Actor b) =>
        Math.Abs(between.Dot(axis)) - a.HalfExtent(axis) - b.HalfExtent(axis);
}
