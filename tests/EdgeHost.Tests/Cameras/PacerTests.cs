using EdgeHost.Cameras;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgeHost.Tests.Cameras;

public sealed class PacerTests
{
    private readonly JumpingTime _time = new();

    [Fact]
    public void Due_SteadyFile_FollowsItsClockExactly()
    {
        var pacer = new Pacer(_time);
        var start = _time.GetTimestamp();
        for (var i = 0; i < 100; i++)
        {
            var sourceTime = TimeSpan.FromSeconds(7 + (i / 25.0));
            var due = pacer.Due(sourceTime);
            Assert.Equal(i / 25.0, _time.GetElapsedTime(start, due).TotalSeconds, 6);
            _time.Advance(TimeSpan.FromMilliseconds(38)); // a little early each time: errors must not add up
        }
    }

    [Fact]
    public void Due_WallClockJumps_IsNotDisturbed()
    {
        var pacer = new Pacer(_time);
        var start = _time.GetTimestamp();
        pacer.Due(TimeSpan.Zero);
        _time.Jump = TimeSpan.FromDays(-400);
        Assert.Equal(0.04, _time.GetElapsedTime(start, pacer.Due(TimeSpan.FromSeconds(0.04))).TotalSeconds, 6);
        _time.Jump = TimeSpan.FromDays(400);
        Assert.Equal(0.08, _time.GetElapsedTime(start, pacer.Due(TimeSpan.FromSeconds(0.08))).TotalSeconds, 6);
    }

    [Fact]
    public void Due_FarBehind_StartsAnewInsteadOfRacing()
    {
        var pacer = new Pacer(_time);
        pacer.Due(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(_time.GetTimestamp(), pacer.Due(TimeSpan.FromSeconds(0.04)));
        var next = pacer.Due(TimeSpan.FromSeconds(0.08));
        Assert.Equal(0.04, _time.GetElapsedTime(_time.GetTimestamp(), next).TotalSeconds, 6);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-1)]
    public void Due_BreakInTheFilesTimes_IsNotWaitedFor(double jumpSeconds)
    {
        var pacer = new Pacer(_time);
        pacer.Due(TimeSpan.FromSeconds(10));
        Assert.Equal(_time.GetTimestamp(), pacer.Due(TimeSpan.FromSeconds(10 + jumpSeconds)));
    }

    [Fact]
    public void Due_FilmStartsOver_KeepsItsBeat()
    {
        var pacer = new Pacer(_time);
        var start = _time.GetTimestamp();
        foreach (var (sourceSeconds, dueSeconds) in new[] { (0, 0), (0.04, 0.04), (0.08, 0.08), (0, 0.12), (0.04, 0.16), (0, 0.2) })
            Assert.Equal(dueSeconds, _time.GetElapsedTime(start, pacer.Due(TimeSpan.FromSeconds(sourceSeconds))).TotalSeconds, 6);
    }

    /// <summary>The wall clock jumps, the monotonic one does not.</summary>
    private sealed class JumpingTime : FakeTimeProvider
    {
        public TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;

        public override long GetTimestamp() => base.GetUtcNow().Ticks; // the fake derives its own from the wall clock
    }
}
