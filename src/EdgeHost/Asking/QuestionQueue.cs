namespace EdgeHost.Asking;

/// <summary>Questions in the order they came. Full: the newest is refused. Who gives up waiting leaves it.</summary>
internal sealed class QuestionQueue(int capacity)
{
    private readonly object _gate = new();
    private readonly LinkedList<QuestionTicket> _waiting = new();
    private bool _closed;

    /// <summary>Null when it was added; else why not, for the one who asked.</summary>
    public string? TryAdd(QuestionTicket ticket)
    {
        lock (_gate)
        {
            if (_closed)
                return "the device is stopping; ask again when it is back";
            if (_waiting.Count >= capacity)
                return $"busy: {_waiting.Count} questions wait, and no more than {capacity} may (Asking:QueueLength); ask again in a moment";
            _waiting.AddLast(ticket);
            Monitor.Pulse(_gate);
            return null;
        }
    }

    /// <summary>Waits for the next; null once closed.</summary>
    public QuestionTicket? Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            if (_waiting.First is not { } first)
                return null;
            _waiting.RemoveFirst();
            return first.Value;
        }
    }

    /// <summary>False where it waits no more.</summary>
    public bool Remove(QuestionTicket ticket)
    {
        lock (_gate)
            return _waiting.Remove(ticket);
    }

    /// <summary>Takes nothing more; gives back what still waited.</summary>
    public IReadOnlyList<QuestionTicket> Close()
    {
        lock (_gate)
        {
            _closed = true;
            QuestionTicket[] left = [.. _waiting];
            _waiting.Clear();
            Monitor.PulseAll(_gate);
            return left;
        }
    }
}
