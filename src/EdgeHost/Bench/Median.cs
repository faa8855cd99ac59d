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
    public static double Microseconds(int rounds, Action work) => MicrosecondsInTurn(rounds, work, static () => { }).First;

    /// <summary>Each round does the one, then the other: what disturbs the machine disturbs both.</summary>
    public static (double First, double Second) MicrosecondsInTurn(int rounds, Action first, Action second)
    {
        var (took, tookSecond) = (new double[rounds], new double[rounds]);
        for (var i = -(rounds / 10) - 1; i < rounds; i++)
        {
            var began = Stopwatch.GetTimestamp();
            first();
            var between = Stopwatch.GetTimestamp();
            second();
            var ended = Stopwatch.GetTimestamp();
            if (i < 0)
                continue;
            took[i] = Stopwatch.GetElapsedTime(began, between).TotalMicroseconds;
            tookSecond[i] = Stopwatch.GetElapsedTime(between, ended).TotalMicroseconds;
        }
        return (Of(took), Of(tookSecond));
    }
}
