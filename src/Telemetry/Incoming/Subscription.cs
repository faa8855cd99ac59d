using System.Threading.Channels;

namespace Telemetry.Incoming;

/// <summary>One filter, its bounded queue and the one worker that calls its handler, message after message, in order.</summary>
internal sealed class Subscription(TopicFilter filter, Func<InboundMessage, CancellationToken, ValueTask> handler, SubscriptionOptions options)
{
    private readonly Channel<InboundMessage> _queue = Channel.CreateBounded<InboundMessage>(new BoundedChannelOptions(options.QueueLength)
    {
        SingleReader = true,
        FullMode = BoundedChannelFullMode.Wait, // TryWrite then says false: the newest is refused
    });

    public TopicFilter Filter => filter;

    public SubscriptionOptions Options => options;

    public bool TryDeliver(InboundMessage message) => _queue.Writer.TryWrite(message);

    /// <param name="failed">Called when the handler threw, which ends nothing but that message.</param>
    public async Task WorkAsync(Action<InboundMessage, Exception> failed, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _queue.Reader.ReadAllAsync(cancellationToken))
                await HandleAsync(message, failed, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async ValueTask HandleAsync(InboundMessage message, Action<InboundMessage, Exception> failed, CancellationToken cancellationToken)
    {
        try
        {
            await handler(message, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            failed(message, e);
        }
    }
}
