using EdgeHost.Events;
using EdgeHost.Frames;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgeHost.Tests.Events;

public sealed class FrameMomentTests
{
    [Fact]
    public void Of_Stamp_SecondsByTheClockAndUnixTimeToTheMicrosecond()
    {
        var time = new FakeTimeProvider();
        var stamp = new FrameStamp(new("c"), 5, 25 * time.TimestampFrequency / 10, DateTimeOffset.UnixEpoch.AddMicroseconds(1_700_000_000_123_456), TimeSpan.FromSeconds(7), 640, 360);

        var moment = FrameMoment.Of(stamp, time, bySourceClock: false);

        Assert.Equal((2.5, 640, 360), (moment.Seconds, moment.Width, moment.Height));
        Assert.Equal(1_700_000_000.123456, moment.FrameTime, 6);
        Assert.Equal(7, FrameMoment.Of(stamp, time, bySourceClock: true).Seconds);
    }
}
