using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Viewing;

namespace EdgeWorld.Drawing;

/// <summary>
/// From far to near, corrected where two overlap in the picture: if a face of one's upright box has the other wholly beyond
/// it, the eye's side of that face tells which of the two may hide the other.
/// </summary>
internal sealed class PaintOrder
{
    private const double Slack = 0.03;

    private int[] _byDistance = new int[256];
    private double[] _keys = new double[256];
    private int[] _order = new int[256];
    private byte[] _visited = new byte[256];
    private int _done;

    public ReadOnlySpan<int> Sort(ReadOnlySpan<Item> items, CameraView view)
    {
        if (items.Length > _order.Length)
        {
            var size = items.Length * 2;
            (_byDistance, _keys, _order, _visited) = (new int[size], new double[size], new int[size], new byte[size]);
        }
        for (var i = 0; i < items.Length; i++)
            (_byDistance[i], _keys[i]) = (i, -items[i].Distance);
        Array.Sort(_keys, _byDistance, 0, items.Length);
        Array.Clear(_visited, 0, items.Length);
        _done = 0;
        for (var i = 0; i < items.Length; i++)
            Visit(_byDistance[i], items, view.Position);
        return _order.AsSpan(0, items.Length);
    }

    private void Visit(int index, ReadOnlySpan<Item> items, Vec3 eye)
    {
        if (_visited[index] != 0)
            return;
        _visited[index] = 1;
        ref readonly var item = ref items[index];
        for (var i = 0; i < items.Length; i++)
        {
            var other = _byDistance[i];
            if (_visited[other] == 0 && Overlap(item, items[other]) && Before(item.Actor, items[other].Actor, eye) > 0)
                Visit(other, items, eye);
        }
        _order[_done++] = index;
    }

    private static bool Overlap(in Item a, in Item b) =>
        a.DrawnX0 < b.DrawnX1 && b.DrawnX0 < a.DrawnX1 && a.DrawnY0 < b.DrawnY1 && b.DrawnY0 < a.DrawnY1;

    /// <summary>1 when a may hide b, -1 when b may hide a, 0 when nothing tells.</summary>
    internal static int Before(Actor a, Actor b, Vec3 eye)
    {
        if (a.Support == b)
            return 1;
        if (b.Support == a)
            return -1;
        var side = BySides(a, b, eye);
        if (side != 0)
            return side;
        side = -BySides(b, a, eye);
        if (side != 0)
            return side;
        var (aBottom, aTop) = Heights(a);
        var (bBottom, bTop) = Heights(b);
        if (bBottom >= aTop - Slack)
            return eye.Z > aTop ? -1 : 1;
        return aBottom >= bTop - Slack ? eye.Z > bTop ? 1 : -1 : 0;
    }

    private static int BySides(Actor a, Actor b, Vec3 eye)
    {
        Vec3 toEye = eye - a.Position, toOther = b.Position - a.Position, forward = a.Forward, right = a.Right;
        var (length, width) = Spread(a);
        var byFace = ByFace(forward, length / 2, toEye, toOther, b);
        if (byFace == 0)
            byFace = ByFace(forward * -1, length / 2, toEye, toOther, b);
        if (byFace == 0)
            byFace = ByFace(right, width / 2, toEye, toOther, b);
        return byFace == 0 ? ByFace(right * -1, width / 2, toEye, toOther, b) : byFace;
    }

    private static int ByFace(Vec3 normal, double half, Vec3 toEye, Vec3 toOther, Actor b)
    {
        var (length, width) = Spread(b);
        var extent = (Math.Abs(b.Forward.Dot(normal)) * length / 2) + (Math.Abs(b.Right.Dot(normal)) * width / 2);
        var nearest = (toOther.X * normal.X) + (toOther.Y * normal.Y) - extent - half;
        if (nearest < -Slack)
            return 0;
        return (toEye.X * normal.X) + (toEye.Y * normal.Y) > half ? -1 : 1;
    }

    private static (double Length, double Width) Spread(Actor actor) =>
        actor.Kind == ActorKind.Tree ? (actor.Height * 0.3, actor.Height * 0.3) : (actor.Length, actor.Width);

    private static (double Bottom, double Top) Heights(Actor actor) =>
        (actor.Kind is ActorKind.TrafficLight or ActorKind.StopSign ? 0 : actor.Position.Z, actor.Position.Z + actor.Height);
}
