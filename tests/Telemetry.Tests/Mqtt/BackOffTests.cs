using Microsoft.Extensions.Time.Testing;
using Telemetry.Mqtt;
using Xunit;

namespace Telemetry.Tests.Mqtt;

public sealed class BackOffTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Next_Repeatedly_DoublesItsBoundUpToTheLongest()
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), _time, () => 1);
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(0, 8).Select(_ => backOff.Next().TotalSeconds));
    }

    [Fact]
    public void Next_AfterVeryManyFailures_StaysInBounds()
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), _time, () => 1);
        for (var i = 0; i < 10_000; i++)
            Assert.InRange(backOff.Next().TotalSeconds, 0, 60);
    }

    [Fact]
    public void Next_FullJitter_IsAnyPartOfTheBound()
    {
        var parts = new Queue<double>([0, 0.25, 0.999]);
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), _time, parts.Dequeue);
        Assert.Equal([0, 0.5, 3.996], Enumerable.Range(0, 3).Select(_ => Math.Round(backOff.Next().TotalSeconds, 6)));
    }

    [Theory]
    [InlineData(59, 8)]
    [InlineData(60, 1)]
    public void Lost_OnlyAfterAMinuteOfSuccess_StartsAfresh(int connectedSeconds, double expectedSeconds)
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), _time, () => 1);
        for (var i = 0; i < 3; i++)
            backOff.Next();
        backOff.Connected();
        _time.Advance(TimeSpan.FromSeconds(connectedSeconds));
        backOff.Lost();
        Assert.Equal(expectedSeconds, backOff.Next().TotalSeconds);
    }
}
