using EdgeWorld.Numerics;
using EdgeWorld.Shapes;
using EdgeWorld.Viewing;

namespace EdgeWorld.Drawing;

/// <summary>Half the width in pixels of a round part: one for the whole part, at its mean depth, in the picture as in the truth.</summary>
internal static class StrokeRadius
{
    /// <summary>0 for polygons; NaN for a round part that reaches behind the camera, which is then not drawn at all.</summary>
    public static double InPixels(in Part part, ReadOnlySpan<Vec3> inCamera, CameraView view)
    {
        if (part.Kind == PartKind.Polygon)
            return 0;
        var depth = 0.0;
        for (var i = 0; i < part.Count; i++)
        {
            var z = inCamera[part.First + i].Z;
            if (z < CameraView.Near)
                return double.NaN;
            depth += z;
        }
        return part.Radius * view.FocalPx * part.Count / depth;
    }
}
