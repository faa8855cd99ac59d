using System.Diagnostics;
using EdgeEngines.Detecting;
using EdgeHost.Bench;

namespace EdgeHost.Evaluating;

/// <summary>Bare runs of two engines on this thread, in turn, so that a machine that slows down slows both.</summary>
internal static class EngineDuel
{
    private const int WarmUpRuns = 20;

    /// <summary>Runs a second of each: the median over the rounds.</summary>
    public static double[] Measure(IReadOnlyList<IDetector> engines, int rounds, TimeSpan turn)
    {
        var passes = engines.Select(e => e.CreatePass()).ToList();
        try
        {
            foreach (var pass in passes)
                Run(pass, WarmUpRuns, TimeSpan.Zero);
            var rates = passes.Select(_ => new List<double>()).ToList();
            for (var round = 0; round < rounds; round++)
            {
                for (var i = 0; i < passes.Count; i++)
                    rates[i].Add(Run(passes[i], 1, turn));
            }
            return [.. rates.Select(Median.Of)];
        }
        finally
        {
            passes.ForEach(pass => pass.Dispose());
        }
    }

    private static double Run(IDetectorPass pass, int least, TimeSpan atLeast)
    {
        var began = Stopwatch.GetTimestamp();
        var runs = 0;
        for (; runs < least || Stopwatch.GetElapsedTime(began) < atLeast; runs++)
            pass.Run(1);
        return runs / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
