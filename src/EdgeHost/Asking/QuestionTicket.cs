namespace EdgeHost.Asking;

/// <summary>A question's place at the desk: who waits for it and the desk's thread both hold it.</summary>
internal sealed class QuestionTicket : IDisposable
{
    private readonly TaskCompletionSource<Asked> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation;

    /// <param name="askedAt">A timestamp of the desk's clock.</param>
    /// <param name="asker">Who asked went away.</param>
    /// <param name="stop">The desk stops.</param>
    public QuestionTicket(Question question, long askedAt, CancellationToken asker, CancellationToken stop)
    {
        (Question, AskedAt) = (question, askedAt);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(asker, stop);
        Cancellation = _cancellation.Token; // taken now: the desk may look at it when the source is gone
    }

    public Question Question { get; }

    public long AskedAt { get; }

    public Task<Asked> Answer => _answer.Task;

    public CancellationToken Cancellation { get; }

    public void Close(Asked asked) => _answer.TrySetResult(asked);

    public void Dispose() => _cancellation.Dispose();
}
