using System.Buffers;

namespace Telemetry.Outgoing;

/// <summary>Bytes in a rented buffer with a counted lease: a retained value is held by its topic and by the sender at once. The
/// last release gives the buffer back. Made by <see cref="PayloadPool"/>.</summary>
internal sealed class Payload(PayloadPool home)
{
    /// <summary>A buffer of up to this stays with its payload in the pool: the shared pool keeps too few of one size for a queue.</summary>
    private const int KeptBytes = 2048;
    private byte[] _buffer = [];
    private int _leases;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    /// <summary>What it costs to keep, which may be twice what was asked for: rented buffers come in powers of two.</summary>
    public int HeldBytes => _buffer.Length;

    internal void Fill(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length < bytes.Length)
        {
            Free();
            _buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        }
        bytes.CopyTo(_buffer);
        Length = bytes.Length;
        _leases = 1;
    }

    public Payload Share()
    {
        Interlocked.Increment(ref _leases);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _leases) > 0)
            return;
        if (_buffer.Length > KeptBytes)
            Free();
        Length = 0;
        home.Return(this);
    }

    private void Free()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
