namespace EdgePlanner.Generating.Endpoints;

/// <summary>
/// Leaves a server alone that fails: after some failures in a row nothing is asked for a while, then one question tries again while others are still turned away. Its success ends the
/// pause, its failure begins the next.
/// </summary>
internal sealed class CircuitBreaker(int failuresBeforePause, TimeSpan pause, TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _failures;
    private DateTimeOffset _until;
    private bool _isTrying;

    /// <summary>Whether the server may be asked now; then <see cref="Report"/> or <see cref="Forget"/> must follow.</summary>
    /// <param name="left">Until it may be tried again.</param>
    public bool TryEnter(out TimeSpan left)
    {
        lock (_lock)
        {
            left = TimeSpan.Zero;
            if (_failures < failuresBeforePause)
                return true;
            left = _until - time.GetUtcNow();
            if (left > TimeSpan.Zero || _isTrying)
                return false;
            return _isTrying = true;
        }
    }

    public void Report(bool succeeded)
    {
        lock (_lock)
        {
            _isTrying = false;
            _failures = succeeded ? 0 : _failures + 1;
            if (!succeeded)
                _until = time.GetUtcNow() + pause;
        }
    }

    /// <summary>The question was withdrawn: that says nothing of the server.</summary>
    public void Forget()
    {
        lock (_lock)
            _isTrying = false;
    }
}
