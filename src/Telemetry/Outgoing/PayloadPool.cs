namespace Telemetry.Outgoing;

/// <summary>Keeps released <see cref="Payload"/> objects, so that a publish in steady state allocates nothing. Thread-safe.</summary>
internal sealed class PayloadPool
{
    private const int Kept = 1024; // with their small buffers: 2 MB at most
    private readonly Lock _gate = new();
    private readonly Stack<Payload> _free = new();
    private int _out;

    /// <summary>Payloads somebody still holds: 0 when nothing leaks.</summary>
    public int Out => Volatile.Read(ref _out);

    public Payload Copy(ReadOnlySpan<byte> bytes)
    {
        Payload? payload;
        lock (_gate)
        {
            _out++;
            _free.TryPop(out payload);
        }
        payload ??= new Payload(this);
        payload.Fill(bytes);
        return payload;
    }

    internal void Return(Payload payload)
    {
        lock (_gate)
        {
            _out--;
            if (_free.Count < Kept)
                _free.Push(payload);
        }
    }
}
