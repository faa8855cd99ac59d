using EdgeHost.Events;
using Xunit;

namespace EdgeHost.Tests.Events;

public sealed class SnapshotPolicyTests
{
    private static readonly StepSummary s_quiet = new(Seen: 0, Started: 0, Updated: 0, Ended: 0);
    private static readonly StepSummary s_seen = s_quiet with { Seen = 1 };
    private static readonly StepSummary s_started = new(Seen: 1, Started: 1, Updated: 0, Ended: 0);

    private readonly SnapshotOptions _options = new();

    [Fact]
    public void Wants_FirstFrame_Always() => Assert.Equal([0.0], TakenAt(10, 0, _ => s_quiet).Take(1));

    [Fact]
    public void Wants_SomethingHappensWithinTheLimit_TakenWhenTheLimitIsOver() =>
        Assert.Equal([0.0, 1.0], TakenAt(10, 5, time => time is 0.3 or 0.5 ? s_started : s_seen));

    [Fact]
    public void Wants_SomethingHappensInEveryFrame_OneASecond() =>
        Assert.Equal(Enumerable.Range(0, 8).Select(s => (double)s), TakenAt(10, 7.5, _ => s_started));

    [Fact]
    public void Wants_NothingHappens_RefreshedByWhetherAnythingIsSeen()
    {
        Assert.Equal([0.0, 10.0, 20.0], TakenAt(10, 25, _ => s_seen));
        Assert.Equal([0.0, 60.0, 120.0], TakenAt(10, 125, _ => s_quiet));
    }

    [Fact]
    public void Wants_GoneBeforeTheLimitIsOver_NoPictureOfAnEmptyPlace() =>
        Assert.Equal([0.0], TakenAt(10, 5, time => time < 0.5 ? s_started : s_quiet));

    [Fact]
    public void Wants_EncoderBusy_AsksAgainWithTheNextFrame()
    {
        var policy = new SnapshotPolicy(_options);
        Assert.True(policy.Wants(new(0, 0, 640, 360), s_quiet));
        Assert.True(policy.Wants(new(0.1, 0.1, 640, 360), s_quiet));
        policy.Taken();
        Assert.False(policy.Wants(new(0.2, 0.2, 640, 360), s_quiet));
    }

    [Fact]
    public void MayWant_WithinTheLimit_LetsTheFrameGo()
    {
        var policy = new SnapshotPolicy(_options);
        Assert.True(policy.MayWant(new(100, 0, 640, 360)));
        policy.Wants(new(100, 0, 640, 360), s_quiet);
        policy.Taken();

        Assert.False(policy.MayWant(new(100.9, 0, 640, 360)));
        Assert.True(policy.MayWant(new(101, 0, 640, 360)));
        Assert.True(policy.MayWant(new(3, 0, 640, 360)));
        policy.Request();
        Assert.True(policy.MayWant(new(100.9, 0, 640, 360)));
    }

    [Fact]
    public void Request_AtAnyTime_TakesTheNextFrameOnce()
    {
        _options.Enabled = false;
        var policy = new SnapshotPolicy(_options);
        Assert.False(policy.Wants(new(0, 0, 640, 360), s_started));
        policy.Request();
        Assert.True(policy.Wants(new(0.1, 0, 640, 360), s_quiet));
        policy.Taken();
        Assert.False(policy.Wants(new(0.2, 0, 640, 360), s_quiet));
    }

    [Fact]
    public void Wants_ClockRunsBackwards_StillTakesPictures()
    {
        var policy = new SnapshotPolicy(_options);
        policy.Wants(new(1000, 0, 640, 360), s_quiet);
        policy.Taken();
        policy.Wants(new(3, 0, 640, 360), s_started);

        Assert.True(policy.Wants(new(4.5, 0, 640, 360), s_seen));
    }

    private List<double> TakenAt(int framesPerSecond, double seconds, Func<double, StepSummary> step)
    {
        var policy = new SnapshotPolicy(_options);
        List<double> taken = [];
        for (var frame = 0; frame <= seconds * framesPerSecond; frame++)
        {
            var time = (double)frame / framesPerSecond;
            var may = policy.MayWant(new(time, time, 640, 360));
            if (!policy.Wants(new(time, time, 640, 360), step(time)))
                continue;
            Assert.True(may, $"the frame at {time} s was wanted after it had been let go");
            policy.Taken();
            taken.Add(time);
        }
        return taken;
    }
}
