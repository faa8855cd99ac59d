using EdgeWorld.Numerics;
using EdgeWorld.Viewing;

namespace EdgeWorld.Drawing;

/// <summary>Cuts what is behind the camera off a polygon (Sutherland and Hodgman 1974, one plane).</summary>
internal static class NearPlane
{
    public static Span<Vec3> Clip(ReadOnlySpan<Vec3> polygon, Span<Vec3> result)
    {
        var count = 0;
        var before = polygon[^1];
        foreach (var point in polygon)
        {
            if (point.Z >= CameraView.Near != before.Z >= CameraView.Near)
                result[count++] = before + ((point - before) * ((CameraView.Near - before.Z) / (point.Z - before.Z)));
            if (point.Z >= CameraView.Near)
                result[count++] = point;
            before = point;
        }
        return result[..count];
    }
}
