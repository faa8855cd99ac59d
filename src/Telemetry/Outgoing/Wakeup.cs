using System.Threading.Tasks.Sources;

namespace Telemetry.Outgoing;

/// <summary>A signal for one waiter that resets itself when taken, and allocates nothing. Any number of threads may set it; sets
/// before the wait count once.</summary>
internal sealed class Wakeup : IValueTaskSource
{
    private const int Idle = 0;
    private const int Set = 1;
    private const int Waiting = 2;
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private int _state;

    public void Signal()
    {
        if (Volatile.Read(ref _state) == Set || Interlocked.Exchange(ref _state, Set) != Waiting)
            return;
        Volatile.Write(ref _state, Idle);
        _core.SetResult(true);
    }

    /// <summary>Completes at the next signal, or at once if there was one since the last wait.</summary>
    public ValueTask WaitAsync()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Set) == Set)
            return ValueTask.CompletedTask;
        _core.Reset();
        if (Interlocked.CompareExchange(ref _state, Waiting, Idle) == Idle)
            return new ValueTask(this, _core.Version);
        Volatile.Write(ref _state, Idle);
        return ValueTask.CompletedTask;
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
