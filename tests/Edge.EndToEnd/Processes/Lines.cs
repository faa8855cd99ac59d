using Xunit;

namespace Edge.EndToEnd.Processes;

/// <summary>The lines of a stream as they come; kept, and waited for within a bound.</summary>
internal sealed class Lines
{
    private readonly Journal<string> _lines = new();

    public Lines(StreamReader reader, Action<string>? onLine = null) => Ended = Task.Run(async () =>
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lines.Add(line);
            onLine?.Invoke(line);
        }
    });

    public Task Ended { get; }

    public IReadOnlyList<string> All => _lines.All;

    public string Text => string.Join('\n', All);

    public IEnumerable<string> Last(int count) => All.TakeLast(count);

    /// <summary>The first line, from the beginning, that holds the text.</summary>
    public async Task<string> WaitAsync(string text, TimeSpan within)
    {
        var found = await _lines.FirstAsync(line => line.Contains(text, StringComparison.Ordinal), within);
        Assert.True(found is not null, $"no line with '{text}' within {within.TotalSeconds:0.#} s; there were\n{Text}");
        return found;
    }
}
