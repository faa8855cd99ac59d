using Telemetry;
using Telemetry.Incoming;
using Telemetry.Mqtt;

namespace EdgeHost.Rewards.Hearing;

/// <summary>Feedback on <c>feedback</c>; what became of it goes to the response topic with the correlation data, else to <c>feedback/result</c>.</summary>
internal sealed class MqttFeedback(RewardDesk desk, MqttLink link)
{
    public const string Topic = "feedback";
    public const string Results = "feedback/result";

    private readonly TopicName _results = link.Topics.Topic(Results);

    public void Listen() => link.Subscriptions.Subscribe(link.Topics.Filter(Topic), HandleAsync, new SubscriptionOptions { AnswerTopic = _results });

    private async ValueTask HandleAsync(InboundMessage message, CancellationToken cancellationToken) =>
        link.Publisher.Reply(message, (await desk.HearAsync(message.Payload, cancellationToken)).ToJson(), _results);
}
