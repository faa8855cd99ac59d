using Microsoft.Extensions.Logging;

namespace Telemetry.Incoming;

/// <summary>
/// Who wants which messages. Subscriptions may be made before or while connected, and are made again after every reconnect.
/// Messages are acknowledged to the broker when they are queued here; what a full queue refuses is answered, so that nobody
/// waits in vain.
/// </summary>
public sealed class Subscriptions : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _workers = [];
    private readonly int _maxPayloadBytes;
    private readonly ILogger _log;
    private readonly Action<InboundMessage, TopicName?, string> _refuse;
    private Subscription[] _all = [];
    private TaskCompletionSource _added = NewSignal();
    private long _received;
    private long _dropped;

    internal Subscriptions(int maxPayloadBytes, ILogger log, Action<InboundMessage, TopicName?, string> refuse)
    {
        _maxPayloadBytes = maxPayloadBytes;
        _log = log;
        _refuse = refuse;
    }

    public long Received => Interlocked.Read(ref _received);

    /// <summary>Too large, or more than a handler could take.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    internal IReadOnlyList<Subscription> All => _all;

    /// <summary>Completes when there are more subscriptions than the connection knows of.</summary>
    internal Task WhenMoreThanAsync(int known)
    {
        lock (_gate)
            return _all.Length > known ? Task.CompletedTask : _added.Task;
    }

    /// <summary>We listen to this topic ourselves.</summary>
    internal bool Matches(string topic)
    {
        foreach (var subscription in _all)
        {
            if (subscription.Filter.Matches(topic))
                return true;
        }
        return false;
    }

    /// <param name="handler">Called for one message at a time. What it throws is logged and answered with a refusal.</param>
    public void Subscribe(TopicFilter filter, Func<InboundMessage, CancellationToken, ValueTask> handler, SubscriptionOptions? options = null)
    {
        var subscription = new Subscription(filter, handler, options ?? new SubscriptionOptions());
        TaskCompletionSource added;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            (added, _added) = (_added, NewSignal());
            _all = [.. _all, subscription];
            _workers.Add(Task.Run(() => subscription.WorkAsync((message, e) => Failed(subscription, message, e), _stop.Token)));
        }
        added.SetResult();
    }

    /// <summary>Never blocks: called by the thread that reads the connection.</summary>
    internal void Deliver(InboundMessage message)
    {
        Interlocked.Increment(ref _received);
        foreach (var subscription in _all)
        {
            if (!subscription.Filter.Matches(message.Topic) || (message.Retained && !subscription.Options.WithRetained))
                continue;
            if (message.Topic == subscription.Options.AnswerTopic?.Text)
                continue; // an answer of ours that comes back (MQTT 3.1.1 cannot be told otherwise): refusing it would never end
            if (message.Payload.Length > _maxPayloadBytes)
                Drop(subscription, message, $"payload of {message.Payload.Length} bytes: expected at most {_maxPayloadBytes}");
            else if (!subscription.TryDeliver(message))
                Drop(subscription, message, $"busy: {subscription.Options.QueueLength} messages wait on {subscription.Filter}; try again later");
        }
    }

    /// <summary>A message so large that it was never read.</summary>
    internal void CountDropped()
    {
        Interlocked.Increment(ref _received);
        Interlocked.Increment(ref _dropped);
    }

    private void Drop(Subscription subscription, InboundMessage message, string why)
    {
        Interlocked.Increment(ref _dropped);
        _log.InboundDropped(message.Topic, why);
        _refuse(message, subscription.Options.AnswerTopic, why);
    }

    private void Failed(Subscription subscription, InboundMessage message, Exception e)
    {
        _log.HandlerFailed(e, message.Topic);
        _refuse(message, subscription.Options.AnswerTopic, "internal error; see the log of the device");
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        Task[] workers;
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
                return;
            _stop.Cancel();
            workers = [.. _workers];
        }
        await Task.WhenAll(workers);
        _stop.Dispose();
    }
}
