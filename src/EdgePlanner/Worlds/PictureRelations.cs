using EdgeEngines.Detecting;

namespace EdgePlanner.Worlds;

/// <summary>
/// What two boxes and, where they are known, two places on the ground say of how things stand to each other. Worlds without a truth of their
/// own use it.
/// </summary>
public static class PictureRelations
{
    public const double NearMetres = 3;

    /// <summary>Share of a box that must lie in another to be inside it: boxes are a pixel or two off.</summary>
    private const float InsideShare = 0.9f;

    /// <summary>Whether the first stands in the relation to the second.</summary>
    public static bool Holds(Relation relation, in Box one, GroundPlace? onePlace, in Box other, GroundPlace? otherPlace) => relation switch
    {
        Relation.LeftOf => one.Right < other.Centre.X && one.Centre.X < other.Left,
        Relation.RightOf => other.Right < one.Centre.X && other.Centre.X < one.Left,
        Relation.Above => one.Bottom < other.Centre.Y && one.Centre.Y < other.Top,
        Relation.Below => other.Bottom < one.Centre.Y && other.Centre.Y < one.Top,
        Relation.InFrontOf => IsInFront(one, onePlace, other, otherPlace),
        Relation.Behind => IsInFront(other, otherPlace, one, onePlace),
        Relation.Near => onePlace is { } here && otherPlace is { } there ? here.DistanceToM(there) < NearMetres : IsNear(one, other),
        Relation.Inside => Shared(one, other) >= InsideShare * one.Area && one.Area > 0,
        _ => Shared(one, other) > 0,
    };

    /// <summary>In the same direction and nearer: by a metre (a tenth of the distance when close), or by standing lower in the picture.</summary>
    private static bool IsInFront(in Box one, GroundPlace? onePlace, in Box other, GroundPlace? otherPlace)
    {
        if (one.Left >= other.Right || other.Left >= one.Right)
            return false;
        if (onePlace is { } here && otherPlace is { } there)
            return here.DistanceM < there.DistanceM - Math.Min(1, there.DistanceM / 10);
        return one.Bottom > other.Bottom;
    }

    /// <summary>The gap is smaller than the two are large on average.</summary>
    private static bool IsNear(in Box one, in Box other)
    {
        var x = Math.Max(0, Math.Max(one.Left, other.Left) - Math.Min(one.Right, other.Right));
        var y = Math.Max(0, Math.Max(one.Top, other.Top) - Math.Min(one.Bottom, other.Bottom));
        return Math.Sqrt((x * x) + (y * y)) < (Math.Sqrt(one.Area) + Math.Sqrt(other.Area)) / 2;
    }

    private static float Shared(in Box one, in Box other)
    {
        var width = Math.Min(one.Right, other.Right) - Math.Max(one.Left, other.Left);
        var height = Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Top, other.Top);
        return width > 0 && height > 0 ? width * height : 0;
    }
}
