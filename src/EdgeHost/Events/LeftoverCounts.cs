using Telemetry;
using Telemetry.Incoming;
using Telemetry.Mqtt;

namespace EdgeHost.Events;

/// <summary>
/// A process that was killed leaves its retained counts at the broker, and nobody would ever take them back: its objects, perhaps its
/// cameras are gone. Every count of this device that this process has not published itself becomes 0.
/// </summary>
internal sealed class LeftoverCounts(MqttLink link)
{
    private static readonly string[] s_filters = ["+/+/count", "+/+/+/count"];

    /// <summary>Before the link starts: stored values come with a subscription.</summary>
    public void Listen()
    {
        foreach (var filter in s_filters)
            link.Subscriptions.Subscribe(link.Topics.Filter(filter), ClearAsync, new SubscriptionOptions { WithRetained = true, QueueLength = 4096 });
    }

    private ValueTask ClearAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Retained && !message.Payload.Span.SequenceEqual("0"u8))
            link.Publisher.PublishFirst(new TopicName(message.Topic), "0"u8);
        return ValueTask.CompletedTask;
    }
}
