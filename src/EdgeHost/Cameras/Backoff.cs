namespace EdgeHost.Cameras;

/// <summary>
/// Exponential back-off with full jitter: a delay drawn evenly from 0 to base × 2ⁿ, capped, so that cameras which failed
/// together do not come back together (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
/// </summary>
internal sealed class Backoff(Random random)
{
    public static readonly TimeSpan Base = TimeSpan.FromSeconds(0.5);
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(30);

    /// <summary>After so long without failure the next one counts as the first.</summary>
    public static readonly TimeSpan ResetAfter = TimeSpan.FromSeconds(60);

    private int _failures;

    public TimeSpan Next()
    {
        var most = Math.Min(Cap.TotalSeconds, Base.TotalSeconds * Math.Pow(2, Math.Min(_failures++, 16)));
        return TimeSpan.FromSeconds(most * random.NextDouble());
    }

    public void Reset() => _failures = 0;
}
