namespace EdgeHost.Bench;

/// <summary>A figure cannot be taken on this machine; the message says what is lacking.</summary>
internal sealed class BenchSkippedException(string message) : Exception(message);
