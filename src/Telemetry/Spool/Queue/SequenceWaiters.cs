namespace Telemetry.Spool.Queue;

/// <summary>Those who wait until a sequence number has been reached.</summary>
internal sealed class SequenceWaiters
{
    private readonly Lock _gate = new();
    private readonly List<(long Sequence, TaskCompletionSource<bool> Source)> _waiting = [];
    private long _reached;
    private bool _isOver;

    public SequenceWaiters(long reached) => _reached = reached;

    public Task<bool> WhenAsync(long sequence)
    {
        lock (_gate)
        {
            if (sequence <= _reached || _isOver)
                return Task.FromResult(sequence <= _reached);
            var source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((sequence, source));
            return source.Task;
        }
    }

    public void Reach(long sequence)
    {
        lock (_gate)
        {
            _reached = Math.Max(_reached, sequence);
            Complete(sequence, true);
        }
    }

    /// <summary>Those up to here wait no longer, in vain; later ones may.</summary>
    public void Fail(long sequence)
    {
        lock (_gate)
            Complete(sequence, false);
    }

    /// <summary>Nothing more will be reached.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            Complete(long.MaxValue, false);
        }
    }

    private void Complete(long sequence, bool result)
    {
        var kept = 0;
        for (var i = 0; i < _waiting.Count; i++)
        {
            if (_waiting[i].Sequence <= sequence)
                _waiting[i].Source.TrySetResult(result);
            else
                _waiting[kept++] = _waiting[i];
        }
        _waiting.RemoveRange(kept, _waiting.Count - kept);
    }
}
