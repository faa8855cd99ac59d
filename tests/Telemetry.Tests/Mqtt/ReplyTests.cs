using Telemetry.Mqtt;
using Telemetry.Outgoing;
using Xunit;

namespace Telemetry.Tests.Mqtt;

public sealed class ReplyTests
{
    private readonly Outbox _outbox = new(10, 1 << 20, 10, 10, TimeProvider.System);
    private readonly MqttPublisher _publisher;

    public ReplyTests() => _publisher = new MqttPublisher(_outbox, () => 0, topic => new TopicFilter("edge/box/cmd/+").Matches(topic));

    [Theory]
    [InlineData("my/answers", "my/answers")]
    [InlineData(null, "edge/box/cmd/result")]
    [InlineData("my/#", "edge/box/cmd/result")]
    [InlineData("$SYS/x", "edge/box/cmd/result")]
    [InlineData("edge/box/cmd/reload", "edge/box/cmd/result")] // an answer that would be a command to ourselves
    public void Reply_ResponseTopic_IsUsedOnlyWhenSafe(string? responseTopic, string expected)
    {
        _outbox.BeginConnection(10);
        var message = new InboundMessage("edge/box/cmd/x", default, responseTopic, new byte[] { 9 }, Retained: false);
        Assert.True(_publisher.Reply(message, "{}"u8, new TopicName("edge/box/cmd/result")));
        Assert.True(_outbox.TryTake(out var answer, out _));
        Assert.Equal(expected, answer.Topic.Text);
        Assert.Equal<byte>([9], answer.CorrelationData!);
        Assert.Equal(Delivery.Event, answer.Delivery);
    }
}
