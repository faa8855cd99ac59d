using Xunit;

namespace Telemetry.Tests;

public sealed class TopicTests
{
    [Theory]
    [InlineData("edge/box/status")]
    [InlineData("/")]
    [InlineData("a//b")]
    [InlineData("straße/Tür 1/\U0001F697")]
    public void TopicName_Valid_KeepsText(string text) => Assert.Equal(text, new TopicName(text).Text);

    [Theory]
    [InlineData("")]
    [InlineData("edge/+/status")]
    [InlineData("edge/#")]
    [InlineData("edge/a\0b")]
    [InlineData("edge/a\nb")]
    public void TopicName_Invalid_Throws(string text) => Assert.Contains("expected", Assert.Throws<ArgumentException>(() => new TopicName(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void TopicName_HalfASurrogatePair_Throws() => Assert.Throws<ArgumentException>(() => new TopicName("edge/\ud83d"));

    [Fact]
    public void TopicName_TooLong_Throws()
    {
        Assert.Equal(65_535, new TopicName(new string('a', 65_535)).Utf8.Length);
        Assert.Throws<ArgumentException>(() => new TopicName(new string('a', 65_536)));
        Assert.Throws<ArgumentException>(() => new TopicName(new string('ä', 32_768)));
    }

    [Theory]
    [InlineData("front/door")]
    [InlineData("front+")]
    [InlineData("#")]
    [InlineData("")]
    public void TopicRoot_DeviceIsNoLevel_Throws(string device) => Assert.Throws<ArgumentException>(() => new TopicRoot("edge", device));

    [Fact]
    public void TopicRoot_Topic_IsBelowDevice() => Assert.Equal("site/edge/box/cam/detections", new TopicRoot("site/edge", "box").Topic("cam/detections").Text);

    // The examples of MQTT 5.0, sections 4.7.1 and 4.7.2.
    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("#", "anything/at/all", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "$SYS/uptime", false)]
    [InlineData("+/monitor/Clients", "$SYS/monitor/Clients", false)]
    [InlineData("$SYS/#", "$SYS/uptime", true)]
    [InlineData("$SYS/monitor/+", "$SYS/monitor/Clients", true)]
    [InlineData("a/+/c", "a/b/c", true)]
    [InlineData("a/+/c", "a/b/d", false)]
    [InlineData("a/b", "a/bc", false)]
    [InlineData("a/bc", "a/b", false)]
    [InlineData("a/b/c", "a/b", false)]
    [InlineData("a/b/#", "a", false)]
    [InlineData("ACCOUNTS", "Accounts", false)]
    public void TopicFilter_Matches_AsTheSpecificationSays(string filter, string topic, bool expected) => Assert.Equal(expected, new TopicFilter(filter).Matches(topic));

    [Theory]
    [InlineData("")]
    [InlineData("sport/tennis#")]
    [InlineData("sport/tennis/#/ranking")]
    [InlineData("sport+")]
    [InlineData("a/\u0007")]
    public void TopicFilter_Invalid_Throws(string filter) => Assert.Throws<ArgumentException>(() => new TopicFilter(filter));
}
