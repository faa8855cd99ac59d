using Telemetry.Incoming;
using Telemetry.Outgoing;

namespace Telemetry.Mqtt;

/// <summary>Publishes through a bounded queue in memory, events through a spool where there is one, whether the broker is there or not; see <see cref="Delivery"/> for what
/// is kept and what is dropped. Thread-safe.</summary>
public sealed class MqttPublisher : IEventPublisher
{
    private readonly Outbox _outbox;
    private readonly Func<long> _reconnects;
    private readonly Func<string, bool> _isOurs;

    internal MqttPublisher(Outbox outbox, Func<long> reconnects, Func<string, bool> isOurs)
    {
        _outbox = outbox;
        _reconnects = reconnects;
        _isOurs = isOurs;
    }

    /// <summary>An event goes through the spool, where the link has one; answers (<see cref="Reply"/>) do not: who asked is gone after a restart.</summary>
    public bool Publish(TopicName topic, ReadOnlySpan<byte> payload, Delivery delivery) =>
        delivery == Delivery.Event ? _outbox.PublishEvent(topic, payload) : _outbox.Publish(topic, payload, delivery);

    /// <summary>The value of a retained topic, unless this process has given it one already. False then, or where it was dropped.</summary>
    public bool PublishFirst(TopicName topic, ReadOnlySpan<byte> payload) => _outbox.Publish(topic, payload, Delivery.State, onlyIfFirst: true);

    /// <summary>Answers where the message asks for it, with its correlation data; else on <paramref name="otherwise"/>. A topic
    /// to which we listen ourselves is no place for an answer.</summary>
    public bool Reply(InboundMessage message, ReadOnlySpan<byte> payload, TopicName otherwise) =>
        _outbox.Publish(AnswerTopic(message) ?? otherwise, payload, Delivery.Event, message.CorrelationData?.ToArray());

    /// <summary>Completes when nothing waits, in memory or in the spool, and nothing is unacknowledged; false when that took longer than the limit.</summary>
    public Task<bool> WaitForDrainAsync(TimeSpan limit, CancellationToken cancellationToken = default) => _outbox.WaitAsync(0, limit, cancellationToken);

    /// <summary>For a run that may wait, and so drops nothing: completes when at most so many messages are still under way.</summary>
    public Task<bool> WaitForRoomAsync(int atMostPending, TimeSpan limit, CancellationToken cancellationToken = default) =>
        _outbox.WaitAsync(atMostPending, limit, cancellationToken);

    public PublisherSnapshot Snapshot() => _outbox.Snapshot() with { Reconnects = _reconnects() };

    /// <summary>Without a topic on either side nobody is told.</summary>
    internal void Refuse(InboundMessage message, TopicName? otherwise, string error)
    {
        if ((AnswerTopic(message) ?? otherwise) is { } topic)
            _outbox.Publish(topic, Refusal.ToJson(error), Delivery.Event, message.CorrelationData?.ToArray());
    }

    private TopicName? AnswerTopic(InboundMessage message) =>
        message.ResponseTopic is { } text && ResponseTopic.IsValid(text) && !_isOurs(text) ? new TopicName(text) : null;
}
