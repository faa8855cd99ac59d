using CsCheck;
using EdgeHost.Frames;
using Xunit;

namespace EdgeHost.Tests.Frames;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_AnyDurations_AreWithinABucketOfTheSortedTruth() =>
        Gen.Int[1, 2_000_000].Array[1, 300].Sample(microseconds =>
        {
            var histogram = new LatencyHistogram();
            var window = new LatencyWindow(histogram);
            histogram.Add(TimeSpan.FromSeconds(5)); // before the window
            window.Advance();
            foreach (var m in microseconds)
                histogram.Add(TimeSpan.FromMicroseconds(m));
            window.Advance();
            Array.Sort(microseconds);
            AssertNear(Truth(microseconds, 0.50), window.P50);
            AssertNear(Truth(microseconds, 0.95), window.P95);
            AssertNear(Truth(microseconds, 0.99), window.P99);
        });

    [Fact]
    public void Percentiles_NothingCounted_AreZero() => Assert.Equal(0, new LatencyWindow(new LatencyHistogram()).P99);

    private static double Truth(int[] sorted, double share) => sorted[(int)Math.Ceiling(sorted.Length * share) - 1] / 1000.0;

    private static void AssertNear(double truth, double found) => Assert.InRange(found, truth, (truth * 1.07) + 0.0011);
}
