namespace EdgeEngines.Tracking;

/// <summary>
/// How far the picture moved since the frame before: the median step of the objects seen in both. Whoever is out of sight is carried along
/// by it, so that a head that turns while a person is hidden behind a car does not lose them. Allocates only for more objects than ever before.
/// </summary>
internal sealed class PictureFlow
{
    /// <summary>Fewer than these say nothing about the rest.</summary>
    private const int LeastSteps = 3;

    private float[] _x = new float[64];
    private float[] _y = new float[64];

    public (float X, float Y) Of(ReadOnlySpan<Target> targets)
    {
        if (_x.Length < targets.Length)
            (_x, _y) = (new float[targets.Length * 2], new float[targets.Length * 2]);
        var count = 0;
        foreach (ref readonly var target in targets)
        {
            if (target.Missed == 0 && target.Hits > 1)
                (_x[count], _y[count++]) = target.Step;
        }
        return count < LeastSteps ? default : (Median(_x.AsSpan(0, count)), Median(_y.AsSpan(0, count)));
    }

    private static float Median(Span<float> values)
    {
        values.Sort();
        return values[values.Length / 2];
    }
}
