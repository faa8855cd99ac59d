using CsCheck;
using EdgeHost.Frames;
using Xunit;

namespace EdgeHost.Tests.Frames;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Milliseconds_AnyDurations_IsWithinABucketOfTheSortedTruth() =>
        Gen.Int[1, 2_000_000].Array[1, 300].Sample(microseconds =>
        {
            var histogram = new LatencyHistogram();
            foreach (var m in microseconds)
                histogram.Add(TimeSpan.FromMicroseconds(m));
            Array.Sort(microseconds);
            foreach (var share in (double[])[0.5, 0.95, 0.99, 1])
            {
                var truth = microseconds[(int)Math.Ceiling(microseconds.Length * share) - 1] / 1000.0;
                Assert.InRange(histogram.Milliseconds(share), truth, (truth * 1.07) + 0.0011);
            }
        });

    [Fact]
    public void Milliseconds_Empty_IsZero() => Assert.Equal(0, new LatencyHistogram().Milliseconds(0.99));
}
