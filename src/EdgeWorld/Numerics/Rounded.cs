namespace EdgeWorld.Numerics;

/// <summary>Decimals as the scene graph writes them.</summary>
internal static class Rounded
{
    public static double To(double value, int digits) => Math.Round(value, digits) + 0.0; // + 0.0 turns -0 into 0
}
