using System.Numerics;

namespace EdgeHost.Frames;

/// <summary>
/// Durations in buckets of a sixteenth of their octave (at most 6 % wide), 1 µs to about 70 s: percentiles without keeping samples.
/// One thread adds, any thread may read. Counts only grow, so that a reader takes the difference of two readings as its window.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepsAnOctave = 16;
    private const int Octaves = 26;
    private readonly long[] _counts = new long[Buckets];

    public const int Buckets = StepsAnOctave * Octaves;

    public void Add(TimeSpan duration)
    {
        ref var count = ref _counts[Bucket((long)duration.TotalMicroseconds)];
        Volatile.Write(ref count, count + 1);
    }

    public void CopyTo(Span<long> counts)
    {
        for (var i = 0; i < _counts.Length; i++)
            counts[i] = Volatile.Read(ref _counts[i]);
    }

    /// <summary>Upper edge of the bucket that holds the given share of the durations counted; 0 when there are none.</summary>
    public static double Milliseconds(ReadOnlySpan<long> counts, double share)
    {
        long total = 0;
        foreach (var count in counts)
            total += count;
        var wanted = (long)Math.Ceiling(total * share);
        long seen = 0;
        for (var i = 0; i < counts.Length && wanted > 0; i++)
        {
            seen += counts[i];
            if (seen >= wanted)
                return UpperEdgeMicroseconds(i) / 1000;
        }
        return 0;
    }

    private static int Bucket(long microseconds)
    {
        if (microseconds < StepsAnOctave)
            return (int)Math.Max(0, microseconds);
        var octave = BitOperations.Log2((ulong)microseconds); // ≥ 4
        var step = (int)(microseconds >> (octave - 4)) & (StepsAnOctave - 1);
        return Math.Min(((octave - 3) * StepsAnOctave) + step, Buckets - 1);
    }

    private static double UpperEdgeMicroseconds(int bucket)
    {
        if (bucket < StepsAnOctave)
            return bucket + 1;
        var octave = (bucket / StepsAnOctave) + 3;
        return (StepsAnOctave + (bucket % StepsAnOctave) + 1) * Math.Pow(2, octave - 4);
    }
}
