namespace Telemetry.Incoming;

/// <summary>How one subscription treats what comes.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>Where a refusal goes when the message names no response topic; null: nowhere, it is only counted.</summary>
    public TopicName? AnswerTopic { get; init; }

    /// <summary>Also hand over messages that the broker had stored. Off, because a stored command would be carried out again
    /// after every reconnect.</summary>
    public bool WithRetained { get; init; }

    /// <summary>Messages that may wait for the handler. A newer one is refused with an answer, and counted.</summary>
    public int QueueLength { get; init; } = 64;
}
