using Microsoft.Extensions.Time.Testing;
using Telemetry.Outgoing.Spooled;
using Xunit;

namespace Telemetry.Tests.Outgoing.Spooled;

public sealed class TopicHoldsTests
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new();
    private readonly TopicName _topic = new("cam/events");
    private double _random = 1;

    [Fact]
    public void Refused_AgainAndAgain_WaitsTwiceAsLongUpToTheLongest()
    {
        var holds = new TopicHolds(_time, () => _random);
        foreach (var seconds in (int[])[1, 2, 4, 8, 10, 10])
        {
            holds.Refused(_topic, s_first, s_longest);
            holds.Refused(_topic, s_first, s_longest); // what was in flight behind it
            Assert.Equal(TimeSpan.FromSeconds(seconds), holds.NextRelease());
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.False(holds.Release(all: false));
            Assert.True(holds.IsHeld(_topic));
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(holds.Release(all: false));
            Assert.False(holds.IsHeld(_topic));
        }
    }

    [Fact]
    public void Refused_WithoutLuck_StillWaitsHalf()
    {
        _random = 0;
        var holds = new TopicHolds(_time, () => _random);
        holds.Refused(_topic, s_first, s_longest);
        Assert.Equal(s_first / 2, holds.NextRelease());
    }

    [Fact]
    public void Taken_AfterARelease_StartsAfresh()
    {
        var holds = new TopicHolds(_time, () => _random);
        for (var i = 0; i < 3; i++)
        {
            holds.Refused(_topic, s_first, s_longest);
            holds.Release(all: true);
        }
        Assert.Equal(1, holds.Count);
        holds.Taken(_topic);
        Assert.Equal((0, null), (holds.Count, holds.NextRelease()));
        holds.Refused(_topic, s_first, s_longest);
        Assert.Equal(s_first, holds.NextRelease());
    }

    [Fact]
    public void Refused_OneTopic_HoldsNoOther()
    {
        var holds = new TopicHolds(_time, () => _random);
        holds.Refused(_topic, s_first, s_longest);
        Assert.False(holds.IsHeld(new TopicName("other/events")));
    }
}
