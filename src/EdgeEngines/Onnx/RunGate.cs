namespace EdgeEngines.Onnx;

/// <summary>
/// Counts the runs inside a session, so that it is freed by nobody while one is under way: closing stops new runs and waits
/// for those inside; whoever finds it closed and empty frees. Waiting is bounded: past the bound the last run frees on its way out.
/// </summary>
internal sealed class RunGate(object owner, Action free)
{
    private readonly object _gate = new();
    private int _inside;
    private bool _closed;
    private bool _freeing;
    private bool _freed;

    /// <exception cref="ObjectDisposedException">Closed.</exception>
    public void Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, owner);
            _inside++;
        }
    }

    public void Exit()
    {
        bool last;
        lock (_gate)
        {
            last = --_inside == 0 && _closed;
        }
        if (last)
            FreeOnce();
    }

    /// <returns>False when a run was still inside after the bound.</returns>
    public bool Close(TimeSpan bound)
    {
        bool empty;
        lock (_gate)
        {
            _closed = true;
            empty = _inside == 0;
        }
        if (empty)
            FreeOnce();
        lock (_gate)
        {
            while (!_freed)
            {
                if (!Monitor.Wait(_gate, bound))
                    return false;
            }
        }
        return true;
    }

    private void FreeOnce()
    {
        lock (_gate)
        {
            if (_freeing)
                return;
            _freeing = true;
        }
        free(); // outside the lock: it disposes of passes, which have locks of their own
        lock (_gate)
        {
            _freed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
