using Xunit;

namespace Edge.EndToEnd;

/// <summary>What came, in order; written by one thread, waited for by others within a bound.</summary>
internal sealed class Journal<T>
    where T : class
{
    private readonly Lock _gate = new();
    private readonly List<T> _entries = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    public void Add(T entry)
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            _entries.Add(entry);
            (waiting, _more) = (_more, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        waiting.SetResult();
    }

    /// <summary>The first entry that fits, at or behind the place <paramref name="from"/>; null when none came in time.</summary>
    public async Task<T?> FirstAsync(Func<T, bool> fits, TimeSpan within, int from = 0)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(within);
        var seen = from;
        while (true)
        {
            List<T> fresh;
            Task more;
            lock (_gate)
            {
                fresh = _entries[Math.Min(seen, _entries.Count)..];
                more = _more.Task;
            }
            seen += fresh.Count;
            if (fresh.Find(entry => fits(entry)) is { } found)
                return found;
            try
            {
                await more.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }
    }
}
