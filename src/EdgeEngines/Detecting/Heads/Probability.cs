namespace EdgeEngines.Detecting.Heads;

internal static class Probability
{
    public static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));

    /// <summary>The logit whose sigmoid is <paramref name="probability"/>: compares raw outputs with a threshold, no exponent needed.</summary>
    public static float Logit(float probability) => MathF.Log(probability / (1 - probability));
}
