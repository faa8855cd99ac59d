namespace EdgeEngines.Frames;

/// <summary>
/// The frames of one camera. At most <c>capacity</c> are leased at a time; who rents beyond that waits. Buffers grow to the
/// largest picture seen and are kept. Thread-safe.
/// </summary>
public sealed class FramePool(int capacity) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<Frame> _free = new(capacity);
    private readonly SemaphoreSlim _room = new(capacity, capacity);
    private bool _disposed;

    /// <summary>Frames out on lease now: 0 when nothing leaks.</summary>
    public int Leased => capacity - _room.CurrentCount;

    /// <summary>A frame with one lease; blocks while all are out.</summary>
    public Frame Rent(in FrameFormat format, CancellationToken cancellationToken)
    {
        _room.Wait(cancellationToken);
        return Take(format);
    }

    /// <summary>A frame with one lease, or null when all are out.</summary>
    public Frame? TryRent(in FrameFormat format) => _room.Wait(0) ? Take(format) : null;

    private Frame Take(in FrameFormat format)
    {
        Frame? frame;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_free.TryPop(out frame))
                frame = new Frame(this);
        }
        frame.Lease(format);
        return frame;
    }

    internal void Return(Frame frame)
    {
        lock (_gate)
        {
            if (_disposed)
                frame.Free(); // its pool went away while it was out
            else
                _free.Push(frame);
        }
        _room.Release();
    }

    /// <summary>Frees what is in the pool; a frame still out is freed by its last release.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_free.TryPop(out var frame))
                frame.Free();
        }
    }
}
