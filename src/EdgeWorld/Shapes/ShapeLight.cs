using EdgeWorld.Numerics;

namespace EdgeWorld.Shapes;

/// <summary>What shades the faces: light from everywhere, and from a direction.</summary>
internal readonly record struct ShapeLight(Vec3 TowardsSun, double Ambient, double Sun)
{
    public float Shade(Vec3 normal)
    {
        var sky = Ambient * (0.88 + (0.12 * normal.Z));
        return (float)(sky + (Sun * Math.Max(0, normal.Dot(TowardsSun))));
    }
}
