using EdgeWorld.Numerics;
using EdgeWorld.Viewing;

namespace EdgeWorld.Scenes;

/// <summary>Rules by which the truth is read.</summary>
public static class SceneTruth
{
    /// <summary>Boxes whose side (of the square of the same area) is below this many pixels do not count.</summary>
    public const double SmallestSidePx = 12;

    /// <summary>Objects seen to a lesser share do not count.</summary>
    public const double LeastVisible = 0.4;

    /// <summary>Whether a detector is neither asked to find this nor blamed for finding it.</summary>
    public static bool IsIgnored(ReadOnlySpan<double> box, double visible) =>
        (box[2] - box[0]) * (box[3] - box[1]) < SmallestSidePx * SmallestSidePx || visible < LeastVisible;

    /// <summary>The view that a graph's picture was taken with.</summary>
    public static CameraView ViewOf(SceneGraph graph)
    {
        var view = new CameraView(graph.Width, graph.Height, graph.Camera.FocalPx);
        var p = graph.Camera.PositionM;
        view.Place(
            new Vec3(p[0], p[1], p[2]), Trigonometry.Radians(graph.Camera.HeadingDeg), Trigonometry.Radians(graph.Camera.PitchDeg),
            Trigonometry.Radians(graph.Camera.RollDeg));
        return view;
    }

    /// <summary>Box around the projection of the object's upright 3-D box: never smaller than its own box before that is cut at
    /// the picture's edge. Null when part of it is behind the camera.</summary>
    public static (double X1, double Y1, double X2, double Y2)? ProjectExtent(SceneObject thing, CameraView view)
    {
        var heading = Trigonometry.Radians(thing.HeadingDeg);
        double sin = Trigonometry.Sin(heading), cos = Trigonometry.Cos(heading);
        double x1 = double.MaxValue, y1 = double.MaxValue, x2 = double.MinValue, y2 = double.MinValue;
        for (var corner = 0; corner < 8; corner++)
        {
            var along = ((corner & 1) - 0.5) * thing.SizeM[0];
            var across = ((corner >> 1 & 1) - 0.5) * thing.SizeM[1];
            var up = (corner >> 2) * thing.SizeM[2];
            var at = new Vec3(
                thing.PositionM[0] + (sin * along) + (cos * across), thing.PositionM[1] + (cos * along) - (sin * across), thing.PositionM[2] + up);
            var (x, y, depth) = view.Project(at);
            if (depth < CameraView.Near)
                return null;
            (x1, y1, x2, y2) = (Math.Min(x1, x), Math.Min(y1, y), Math.Max(x2, x), Math.Max(y2, y));
        }
        return (x1, y1, x2, y2);
    }
}
