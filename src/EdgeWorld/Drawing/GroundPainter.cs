using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Drawing;

/// <summary>Road, cross streets, kerbs, pavements and what is painted on them; and the shadows that fall on them.</summary>
internal sealed class GroundPainter(WorldState world, Mood mood, Brush brush)
{
    private const double Ahead = 190;
    private const double CrossReach = 120;
    private const double MarkingReach = 75;

    private readonly CameraView _view = world.Rig.View;
    private readonly Vec3[] _quad = new Vec3[4];
    private readonly Vec3[] _outline = new Vec3[16];

    private StreetLayout Layout => world.Layout;

    public void Paint()
    {
        var camera = _view.Position.Y;
        double from = camera - Ahead, to = camera + Ahead;
        var (first, last) = (Layout.JunctionAfter(camera - Ahead), Layout.JunctionBefore(camera + Ahead));
        var asphalt = Tone(mood.Rains ? new Rgb(84, 87, 92) : new Rgb(98, 99, 102));
        var kerb = Tone(new Rgb(196, 194, 188));

        Slabs(camera);
        brush.Begin();
        Rectangle(-Layout.RoadHalf - 0.16, Layout.RoadHalf + 0.16, from, to);
        for (var j = first; j <= last; j++)
            Rectangle(-CrossReach, CrossReach, Layout.JunctionY(j) - StreetLayout.CrossHalf - 0.16, Layout.JunctionY(j) + StreetLayout.CrossHalf + 0.16);
        brush.Fill(kerb);
        brush.Begin();
        Rectangle(-Layout.RoadHalf, Layout.RoadHalf, from, to);
        for (var j = first; j <= last; j++)
            Rectangle(-CrossReach, CrossReach, Layout.JunctionY(j) - StreetLayout.CrossHalf, Layout.JunctionY(j) + StreetLayout.CrossHalf);
        brush.Fill(asphalt);
        CycleLanes(first, last);
        Patches(camera);
        brush.Begin();
        for (var j = first; j <= last + 1; j++)
            Markings(j, camera);
        brush.Fill(Tone(new Rgb(226, 226, 220)), 235);
    }

    public void PaintShadows(ReadOnlySpan<Item> items)
    {
        brush.Begin();
        foreach (ref readonly var item in items)
        {
            var actor = item.Actor;
            if (item.Distance > 60 || actor.Support is not null || actor.Position.Z > 1 || actor.Kind is ActorKind.Door or ActorKind.Building)
                continue;
            var spread = actor.Kind is ActorKind.Tree ? actor.Height * 0.32 : 0;
            var grow = mood.ShadowRun is (0, 0) ? 1.12 : 1.03;
            double l = Math.Max(actor.Length * grow, spread), w = Math.Max(actor.Width * grow, spread);
            var run = Math.Min(actor.Height, 3.5) * (actor.Kind is ActorKind.Tree ? 1.0 : 0.75);
            var shift = new Vec3(mood.ShadowRun.X * run, mood.ShadowRun.Y * run, 0);
            Shadow(actor, l / 2, w / 2, shift, spread > 0);
        }
        brush.Fill(new Rgb(0, 0, 0), mood.ShadowAlpha);
    }

    /// <summary>The footprint, its image moved along the sun's direction, and what lies between: an outline around both.</summary>
    private void Shadow(Actor actor, double l, double w, Vec3 shift, bool far)
    {
        var count = 0;
        var ground = actor.Position with { Z = 0 };
        for (var corner = 0; corner < 4; corner++)
        {
            var at = ground + (actor.Forward * (corner is 1 or 2 ? l : -l)) + (actor.Right * (corner is 2 or 3 ? w : -w));
            if (!far)
                _outline[count++] = at;
            _outline[count++] = at + shift;
        }
        var hull = ConvexHull.Of(_outline.AsSpan(0, count));
        for (var i = 0; i < hull.Length; i++)
            hull[i] = _view.FromWorld(hull[i]);
        brush.Add(hull);
    }

    private void Markings(int junction, double camera)
    {
        // From the junction before to this one; nothing is painted in the junctions themselves.
        double from = Layout.JunctionY(junction - 1) + StreetLayout.StopFromJunction, to = Layout.JunctionY(junction) - StreetLayout.StopFromJunction;
        double near = Math.Max(from, camera - MarkingReach), far = Math.Min(to, camera + MarkingReach);
        if (near < far)
        {
            Rectangle(-0.16, -0.06, near, far);
            Rectangle(0.06, 0.16, near, far);
            for (var side = -1; side <= 1; side += 2)
            {
                var edge = side * Layout.LanesHalf;
                Rectangle(edge - 0.06, edge + 0.06, near, far);
                for (var lane = 1; lane < Layout.LanesEachWay; lane++)
                    Dashes(side * lane * StreetLayout.LaneWidth, near, far);
                if (Layout.HasParking)
                    Bays(side, near, far);
            }
        }
        var y = Layout.JunctionY(junction);
        if (Math.Abs(y - camera) > MarkingReach + 20)
            return;
        for (var side = -1; side <= 1; side += 2)
        {
            Zebra(y + (side * StreetLayout.ZebraFromJunction));
            var stop = y + (side * StreetLayout.StopFromJunction);
            // Only the half that drives towards the junction has a stop line.
            Rectangle(side < 0 ? 0.2 : -Layout.LanesHalf, side < 0 ? Layout.LanesHalf : -0.2, stop - 0.2, stop + 0.2);
            var crossStop = side * Layout.CrossStop;
            Rectangle(crossStop - 0.2, crossStop + 0.2, side < 0 ? y - StreetLayout.CrossHalf : y + 0.2, side < 0 ? y - 0.2 : y + StreetLayout.CrossHalf);
            for (var x = Layout.CrossStop; x < 45; x += 5)
                Rectangle(side * x, side * (x + 2.4), y - 0.07, y + 0.07);
        }
    }

    private void Zebra(double y)
    {
        for (var x = -Layout.RoadHalf + 0.35; x < Layout.RoadHalf - 0.3; x += 1.0)
            Rectangle(x, x + 0.5, y - (StreetLayout.ZebraWidth / 2), y + (StreetLayout.ZebraWidth / 2));
    }

    private void Dashes(double x, double from, double to)
    {
        for (var y = Math.Ceiling(from / 6) * 6; y + 2.6 < to; y += 6)
            Rectangle(x - 0.07, x + 0.07, y, y + 2.6);
    }

    private void Bays(int side, double from, double to)
    {
        var (x0, x1) = (side * (Layout.LanesHalf + StreetLayout.CycleWidth), side * Layout.RoadHalf);
        for (var y = Math.Ceiling(from / 5.8) * 5.8; y < Math.Min(to, _view.Position.Y + 40); y += 5.8)
            Rectangle(Math.Min(x0, x1), Math.Max(x0, x1), y - 0.05, y + 0.05);
    }

    private void CycleLanes(int first, int last)
    {
        brush.Begin();
        for (var j = first; j <= last + 1; j++)
        {
            double from = Layout.JunctionY(j - 1) + StreetLayout.StopFromJunction, to = Layout.JunctionY(j) - StreetLayout.StopFromJunction;
            Rectangle(Layout.LanesHalf, Layout.LanesHalf + StreetLayout.CycleWidth, from, to);
            Rectangle(-Layout.LanesHalf - StreetLayout.CycleWidth, -Layout.LanesHalf, from, to);
        }
        brush.Fill(Tone(new Rgb(128, 84, 74)), 150);
    }

    /// <summary>Mended places and covers, so that the road is no even grey.</summary>
    private void Patches(double camera)
    {
        brush.Begin();
        for (var cell = (long)Math.Floor((camera - 30) / 7); cell * 7 < camera + 55; cell++)
        {
            var random = WorldRandom.ForPart(world.Options.Seed ^ 0x5EED, cell);
            var x = random.Between(-Layout.RoadHalf, Layout.RoadHalf - 1.5);
            var y = (cell * 7) + random.Between(0, 4.0);
            Rectangle(x, x + random.Between(0.5, 1.8), y, y + random.Between(0.6, 4.0));
        }
        brush.Fill(Tone(new Rgb(70, 70, 74)), 90);
    }

    /// <summary>Joints of the pavement's slabs.</summary>
    private void Slabs(double camera)
    {
        brush.Begin();
        for (var side = -1; side <= 1; side += 2)
        {
            double inner = side * (Layout.RoadHalf + 0.16), outer = side * Layout.HousesX;
            for (var y = Math.Ceiling((camera - 14) / 1.2) * 1.2; y < camera + 22; y += 1.2)
                Rectangle(Math.Min(inner, outer), Math.Max(inner, outer), y - 0.012, y + 0.012);
            for (var x = 1.2; x < Layout.Pavement; x += 1.2)
            {
                var at = side * (Layout.RoadHalf + x);
                Rectangle(at - 0.012, at + 0.012, camera - 14, camera + 22);
            }
        }
        brush.Fill(Tone(new Rgb(112, 108, 102)), 150);
    }

    private void Rectangle(double x0, double x1, double y0, double y1)
    {
        _quad[0] = _view.FromWorld(new Vec3(x0, y0, 0));
        _quad[1] = _view.FromWorld(new Vec3(x1, y0, 0));
        _quad[2] = _view.FromWorld(new Vec3(x1, y1, 0));
        _quad[3] = _view.FromWorld(new Vec3(x0, y1, 0));
        brush.Add(_quad);
    }

    private Rgb Tone(Rgb colour) => new(
        (byte)(colour.R * mood.Gain.R), (byte)(colour.G * mood.Gain.G), (byte)(colour.B * mood.Gain.B));
}
