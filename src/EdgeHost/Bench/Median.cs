using System.Diagnostics;

namespace EdgeHost.Bench;

internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Of so many rounds, in microseconds, after a tenth more to warm up.</summary>
    public static double Microseconds(int rounds, Action work)
    {
        var took = new double[rounds];
        for (var i = -(rounds / 10) - 1; i < rounds; i++)
        {
            var began = Stopwatch.GetTimestamp();
            work();
            if (i >= 0)
                took[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }
        return Of(took);
    }
}
