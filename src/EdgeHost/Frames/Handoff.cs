using System.Diagnostics.CodeAnalysis;

namespace EdgeHost.Frames;

/// <summary>A bounded queue between threads of the line. Blocks, never drops, spins or allocates. Once closed it takes nothing
/// more, and gives null when empty.</summary>
internal sealed class Handoff<T>(int capacity)
    where T : class
{
    private readonly object _gate = new();
    private readonly T?[] _ring = new T?[capacity];
    private int _head;
    private int _count;
    private bool _closed;

    /// <summary>Waits for room. False when closed: the item stays with the caller.</summary>
    public bool Put(T item)
    {
        lock (_gate)
        {
            while (_count == capacity && !_closed)
                Monitor.Wait(_gate);
            if (_closed)
                return false;
            _ring[(_head + _count) % capacity] = item;
            _count++;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Waits for an item; null once closed and empty.</summary>
    public T? Take()
    {
        lock (_gate)
        {
            while (_count == 0 && !_closed)
                Monitor.Wait(_gate);
            return _count == 0 ? null : Remove();
        }
    }

    /// <summary>Does not wait.</summary>
    public bool TryTake([NotNullWhen(true)] out T? item)
    {
        lock (_gate)
        {
            item = _count == 0 ? null : Remove();
            return item is not null;
        }
    }

    /// <summary>Waits until fewer than so many items wait.</summary>
    public void WaitUntilBelow(int count)
    {
        lock (_gate)
        {
            while (_count >= count && !_closed)
                Monitor.Wait(_gate);
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private T Remove()
    {
        var item = _ring[_head]!;
        _ring[_head] = null;
        _head = (_head + 1) % capacity;
        _count--;
        Monitor.PulseAll(_gate);
        return item;
    }
}
