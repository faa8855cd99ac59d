using System.Buffers;

namespace RewardHub.Uploads;

/// <summary>Bytes in a rented buffer that grows up to a bound. Whoever has it disposes it.</summary>
internal sealed class PooledBytes(int most) : IDisposable
{
    private const int Start = 64 << 10;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(Start, most + 1));

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>One byte more came than is allowed.</summary>
    public bool IsTooLong => Length > most;

    /// <summary>Room for more, never empty before <see cref="IsTooLong"/>.</summary>
    public Memory<byte> Room()
    {
        if (Length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * _buffer.Length, most + 1L));
            _buffer.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        return _buffer.AsMemory(Length, Math.Min(_buffer.Length, most + 1) - Length);
    }

    /// <summary>Reads them; not to be used after Dispose.</summary>
    public MemoryStream Open() => new(_buffer, 0, Length, writable: false);

    /// <returns>Whether they fit.</returns>
    public bool TryAppend(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            for (var rest = segment.Span; !rest.IsEmpty;)
            {
                var room = Room().Span;
                var count = Math.Min(room.Length, rest.Length);
                rest[..count].CopyTo(room);
                rest = rest[count..];
                Advance(count);
                if (IsTooLong)
                    return false;
            }
        }
        return true;
    }

    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
