using EdgeEngines.Tracking;
using Xunit;

namespace EdgeEngines.Tests.Tracking;

public sealed class SteadyClockTests
{
    [Fact]
    public void Advance_TimesThatJumpAndNonsense_NeverRunsBackwards()
    {
        var clock = new SteadyClock();
        double[] times = [1000, 1000.5, double.NaN, 1001, 3, 3.25, double.PositiveInfinity, 4];
        double[] steps = [0, 0.5, 0, 0.5, 0, 0.25, 0, 0.75];

        foreach (var (time, step) in times.Zip(steps))
            Assert.Equal(step, clock.Advance(time), 9);

        Assert.Equal(2.0, clock.Seconds, 9);
    }
}
