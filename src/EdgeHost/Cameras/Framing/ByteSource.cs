namespace EdgeHost.Cameras.Framing;

/// <summary>
/// Bytes in a row with a small buffer for headers. Large payloads go past the buffer straight into the target, so that a
/// frame is copied once, out of the pipe.
/// </summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>Most bytes that <see cref="Peek"/> can show.</summary>
    public const int BufferBytes = 4096;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;

    /// <summary>True when no byte is left; blocks until that is known.</summary>
    public bool AtEnd()
    {
        if (_start < _end)
            return false;
        _start = 0;
        _end = ReadSome(_buffer);
        return _end == 0;
    }

    /// <exception cref="EndOfStreamException">No byte is left.</exception>
    public byte ReadByte() => AtEnd() ? throw new EndOfStreamException() : _buffer[_start++];

    /// <exception cref="EndOfStreamException">The source ended before the target was full.</exception>
    public void ReadExactly(Span<byte> target)
    {
        var buffered = Math.Min(_end - _start, target.Length);
        _buffer.AsSpan(_start, buffered).CopyTo(target);
        _start += buffered;
        target = target[buffered..];
        while (target.Length > 0)
        {
            var read = ReadSome(target);
            if (read == 0)
                throw new EndOfStreamException();
            target = target[read..];
        }
    }

    /// <summary>Whatever comes next, at least one byte unless the source is at its end.</summary>
    public int Read(Span<byte> target)
    {
        if (_start == _end)
            return ReadSome(target);
        var count = Math.Min(_end - _start, target.Length);
        _buffer.AsSpan(_start, count).CopyTo(target);
        _start += count;
        return count;
    }

    public void Skip(long bytes)
    {
        while (bytes > 0)
        {
            if (AtEnd())
                throw new EndOfStreamException();
            var step = (int)Math.Min(bytes, _end - _start);
            _start += step;
            bytes -= step;
        }
    }

    /// <summary>The next bytes without taking them; fewer only at the end of the source.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, BufferBytes);
        if (_end - _start < count)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            while (_end < count)
            {
                var read = ReadSome(_buffer.AsSpan(_end));
                if (read == 0)
                    break;
                _end += read;
            }
        }
        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Blocks for at least one byte; 0 at the end.</summary>
    protected abstract int ReadSome(Span<byte> target);

    protected virtual void Dispose(bool disposing)
    {
    }
}
