namespace EdgeHost.Frames;

/// <summary>
/// Durations in buckets that grow by 1/16 of their octave (at most 6 % wide), 1 µs to about 70 s: percentiles without keeping
/// samples. One thread adds; any thread may read, and sees each count whole.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepsAnOctave = 16;
    private const int Octaves = 26;
    private readonly long[] _counts = new long[StepsAnOctave * Octaves];
    private long _total;

    public long Total => Volatile.Read(ref _total);

    public void Add(TimeSpan duration)
    {
        _counts[Bucket((long)duration.TotalMicroseconds)]++;
        _total++;
    }

    /// <summary>Upper edge of the bucket that holds the given share of all durations; 0 when there are none.</summary>
    public double Milliseconds(double share)
    {
        var wanted = (long)Math.Ceiling(Total * share);
        if (wanted == 0)
            return 0;
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += Volatile.Read(ref _counts[i]);
            if (seen >= wanted)
                return UpperEdge(i) / 1000;
        }
        return UpperEdge(_counts.Length - 1) / 1000;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        _total = 0;
    }

    private static int Bucket(long microseconds)
    {
        if (microseconds < StepsAnOctave)
            return (int)Math.Max(0, microseconds);
        var octave = 63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)microseconds); // ≥ 4
        var step = (int)(microseconds >> (octave - 4)) & (StepsAnOctave - 1);
        return Math.Min(((octave - 3) * StepsAnOctave) + step, (StepsAnOctave * Octaves) - 1);
    }

    private static double UpperEdge(int bucket)
    {
        if (bucket < StepsAnOctave)
            return bucket + 1;
        var octave = (bucket / StepsAnOctave) + 3;
        return (StepsAnOctave + (bucket % StepsAnOctave) + 1) * Math.Pow(2, octave - 4);
    }
}
