namespace EdgeHost.Frames;

/// <summary>What a histogram has counted since the last <see cref="Advance"/>. For one reader.</summary>
internal sealed class LatencyWindow(LatencyHistogram histogram)
{
    private readonly long[] _now = new long[LatencyHistogram.Buckets];
    private readonly long[] _difference = new long[LatencyHistogram.Buckets];

    public double P50 => LatencyHistogram.Milliseconds(_difference, 0.50);
    public double P95 => LatencyHistogram.Milliseconds(_difference, 0.95);
    public double P99 => LatencyHistogram.Milliseconds(_difference, 0.99);

    public void Advance()
    {
        _now.CopyTo(_difference, 0);
        histogram.CopyTo(_now);
        for (var i = 0; i < _now.Length; i++)
            _difference[i] = _now[i] - _difference[i];
    }
}
