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
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(60), _time, () => 1);
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(0, 8).Select(_ => backOff.Next().TotalSeconds));
    }

    [Fact]
    public void Next_AfterVeryManyFailures_StaysInBounds()
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(60), _time, () => 1);
        for (var i = 0; i < 10_000; i++)
            Assert.InRange(backOff.Next().TotalSeconds, 0, 60);
    }

    [Fact]
    public void Next_FullJitter_IsAnyPartOfTheBound()
    {
        var parts = new Queue<double>([0, 0.25, 0.999]);
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(60), _time, parts.Dequeue);
        Assert.Equal([0, 0.5, 3.996], Enumerable.Range(0, 3).Select(_ => Math.Round(backOff.Next().TotalSeconds, 6)));
    }

    [Theory]
    [InlineData(59, 32)]
    [InlineData(60, 4)]
    public void Lost_OnlyAfterAMinuteOfSuccess_StartsAfreshWithTheSpread(int connectedSeconds, double expectedSeconds)
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(60), _time, () => 1);
        for (var i = 0; i < 3; i++)
            backOff.Next();
        backOff.Connected();
        _time.Advance(TimeSpan.FromSeconds(connectedSeconds));
        backOff.Lost();
        Assert.Equal(expectedSeconds, backOff.Next().TotalSeconds);
    }

    /// <summary>A local broker serves this device alone and is there again at once; a broker elsewhere may have a fleet.</summary>
    [Theory]
    [InlineData("localhost", 1, 60)]
    [InlineData("::1", 1, 60)]
    [InlineData("127.0.0.2", 1, 60)]
    [InlineData("broker.example", 110, 220)]
    public void For_LoopbackOrNot_SpreadsAFleetOnly(string host, double first, double later)
    {
        var backOff = BackOff.For(new MqttOptions(), host, _time, () => 1);
        Assert.Equal(1, backOff.Next().TotalSeconds); // nothing was lost yet
        backOff.Connected();
        _time.Advance(TimeSpan.FromHours(1));
        backOff.Lost();
        Assert.Equal(first, backOff.Next().TotalSeconds);
        for (var i = 0; i < 10; i++)
            backOff.Next();
        Assert.Equal(later, backOff.Next().TotalSeconds);
    }
}
