using EdgeEngines.Detecting;
using EdgePlanner.Worlds;

namespace EdgeHost.Asking;

/// <summary>How two boxes stand to each other as seen from the camera; by the ground where the camera's geometry is known, else by the picture.</summary>
internal sealed class Nearness(CameraPose? pose, (int Width, int Height) picture)
{
    private const double NearM = 3;

    /// <summary>Share of a box that must lie in the other to be inside it.</summary>
    private const double Inside = 0.9;

    /// <summary>Null where it cannot be told.</summary>
    public bool? Holds(in Box one, Relation relation, in Box other) => relation switch
    {
        Relation.LeftOf => one.Centre.X < other.Centre.X,
        Relation.RightOf => one.Centre.X > other.Centre.X,
        Relation.Above => one.Centre.Y < other.Centre.Y,
        Relation.Below => one.Centre.Y > other.Centre.Y,
        Relation.InFrontOf => Depth(one) < Depth(other),
        Relation.Behind => Depth(one) > Depth(other),
        Relation.Near => IsNear(one, other),
        Relation.Inside => Shared(one, other) >= Inside * one.Area,
        Relation.Overlapping => Shared(one, other) > 0,
        _ => null,
    };

    /// <summary>Metres, or what grows with them: the lower a foot stands in the picture, the nearer it is.</summary>
    private double Depth(in Box box) => pose?.GroundOf(box, picture.Width, picture.Height)?.DistanceM ?? (pose is null ? -box.Bottom : box.Bottom >= picture.Height - 1 ? 0 : double.MaxValue);

    private bool IsNear(in Box one, in Box other)
    {
        if (pose is not null && pose.GroundOf(one, picture.Width, picture.Height) is { } here && pose.GroundOf(other, picture.Width, picture.Height) is { } there)
            return here.DistanceToM(there) <= NearM;
        var (x, y) = (one.Centre.X - other.Centre.X, one.Centre.Y - other.Centre.Y);
        return Math.Sqrt((x * x) + (y * y)) < Math.Sqrt(Math.Max(one.Area, other.Area));
    }

    private static double Shared(in Box one, in Box other)
    {
        var width = Math.Min(one.Right, other.Right) - Math.Max(one.Left, other.Left);
        var height = Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Top, other.Top);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }
}
