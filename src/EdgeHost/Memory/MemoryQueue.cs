namespace EdgeHost.Memory;

/// <summary>
/// Between the frame lines and the writer: bounded, never waited for. When it is full the new note is dropped and counted: what is old
/// there is already on its way, and the next note of the same thing makes up for it. Allocates nothing once made.
/// </summary>
internal sealed class MemoryQueue(int capacity)
{
    private readonly object _gate = new();
    private readonly MemoryNote[] _ring = new MemoryNote[capacity];
    private int _head;
    private int _count;
    private long _dropped;
    private bool _closed;

    public long Dropped => Volatile.Read(ref _dropped);

    public int Capacity => _ring.Length;

    /// <summary>Never waits for anything but another note being copied. False where it was dropped.</summary>
    public bool TryPut(in MemoryNote note)
    {
        lock (_gate)
        {
            if (_count == _ring.Length || _closed)
            {
                _dropped++;
                return false;
            }
            _ring[(_head + _count) % _ring.Length] = note;
            _count++;
            // The writer sleeps for the first note and for a full batch, not for each.
            if (_count == 1 || _count >= _ring.Length / 2)
                Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Waits for a note, then as long as <paramref name="patience"/> for more to come with it.</summary>
    /// <returns>How many were taken; 0 once closed and empty.</returns>
    public int Take(Memory<MemoryNote> batch, TimeSpan patience)
    {
        lock (_gate)
        {
            while (_count == 0 && !_closed)
                Monitor.Wait(_gate);
            if (!_closed && _count < _ring.Length / 2)
                Monitor.Wait(_gate, patience);
            var taken = Math.Min(batch.Length, _count);
            for (var i = 0; i < taken; i++)
            {
                batch.Span[i] = _ring[_head];
                _ring[_head] = default;
                _head = (_head + 1) % _ring.Length;
            }
            _count -= taken;
            return taken;
        }
    }

    /// <summary>Takes nothing more; what is in it may still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
