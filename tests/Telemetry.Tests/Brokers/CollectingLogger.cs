using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Telemetry.Tests.Brokers;

/// <summary>Keeps what was logged.</summary>
internal sealed class CollectingLogger : ILoggerFactory, ILogger
{
    public ConcurrentQueue<(EventId Id, LogLevel Level, string Text)> Entries { get; } = new();

    public int Count(int id) => Entries.Count(entry => entry.Id.Id == id);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Enqueue((eventId, logLevel, $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
    }
}
