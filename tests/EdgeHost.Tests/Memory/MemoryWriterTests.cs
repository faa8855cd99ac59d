using EdgeHost.Memory;
using EdgeHost.Tests.Cameras;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Xunit;

namespace EdgeHost.Tests.Memory;

public sealed class MemoryWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Journal _journal = new();

    private string Path => _folder.File("state/memory.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Dispose_NotesInTheQueue_AreWrittenFirst()
    {
        var counts = Run(queue =>
        {
            for (var i = 0; i < 300; i++)
                Assert.True(queue.TryPut(Notes.Seen(1e9 + i, i, "cup")));
        });
        Assert.Equal((300L, 0L), (counts.Written, counts.Lost));
        using var file = MemoryFile.Open(Path, create: false);
        Assert.Equal(300, file.Figures().Sightings);
    }

    /// <summary>Nobody takes: what does not fit is dropped and counted, and whoever puts never waits.</summary>
    [Fact]
    public void TryPut_QueueFull_DropsTheNewAndCounts()
    {
        var queue = new MemoryQueue(8);
        for (var i = 0; i < 20; i++)
            Assert.Equal(i < 8, queue.TryPut(Notes.Seen(i, i, "cup")));
        Assert.Equal(12, queue.Dropped);
        var batch = new MemoryNote[8];
        Assert.Equal(8, queue.Take(batch, TimeSpan.Zero));
        Assert.Equal(Enumerable.Range(0, 8), batch.Select(note => (int)note.TrackId));
    }

    [Fact]
    public void Write_FolderCannotBeMade_IsLostCountedAndSaidOnce()
    {
        File.WriteAllText(_folder.File("state"), "a file where the folder should be");
        var counts = Run(queue => queue.TryPut(Notes.Seen(1e9, 1, "cup")));
        Assert.Equal((0L, 1L), (counts.Written, counts.Lost));
        Assert.Contains("nothing is remembered", Assert.Single(_journal.Lines), StringComparison.Ordinal);
        Assert.Contains("state", _journal.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(5000)]
    [InlineData(-4096)]
    public void Write_OwnFileCutShort_IsSetAsideWhole(int bytes)
    {
        Run(queue =>
        {
            for (var i = 0; i < 500; i++)
                queue.TryPut(Notes.Seen(1e9 + i, i, "cup"));
        });
        var whole = File.ReadAllBytes(Path);
        var cut = whole[..(bytes > 0 ? bytes : whole.Length + bytes)];
        File.WriteAllBytes(Path, cut);

        var counts = Run(queue => queue.TryPut(Notes.Seen(1e9 + 900, 1, "keys")));

        Assert.Equal((1L, 0L), (counts.Written, counts.Lost));
        var aside = Assert.Single(Directory.GetFiles(_folder.File("state"), "memory.db.damaged-*"), file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal));
        Assert.Equal(cut, File.ReadAllBytes(aside));
        Assert.Contains(aside, Assert.Single(_journal.Lines), StringComparison.Ordinal);
        using var anew = MemoryFile.Open(Path, create: false);
        Assert.Equal(["keys"], anew.AllLabels());
    }

    [Fact]
    public void Write_FileOfSomebodyElse_IsLeftAsItIs()
    {
        Directory.CreateDirectory(_folder.File("state"));
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE accounts (id INTEGER PRIMARY KEY)";
            command.ExecuteNonQuery();
        }
        var before = File.ReadAllBytes(Path);
        var counts = Run(queue => queue.TryPut(Notes.Seen(1e9, 1, "cup")));
        Assert.Equal(1, counts.Lost);
        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Contains("left as it is", Assert.Single(_journal.Lines), StringComparison.Ordinal);
        File.WriteAllText(Path, new string('x', 5000));
        Assert.Equal(1, Run(queue => queue.TryPut(Notes.Seen(1e9, 1, "cup"))).Lost);
        Assert.Equal(new string('x', 5000), File.ReadAllText(Path));
    }

    [Fact]
    public void Write_WhatIsTooOld_IsForgottenWithTheFirstBatch()
    {
        Run(queue => queue.TryPut(Notes.Seen(1e9, 1, "keys")));
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(1e9).AddDays(8));
        Run(queue => queue.TryPut(Notes.Seen(1e9 + (8 * 86_400), 2, "cup")), time);
        using var file = MemoryFile.Open(Path, create: false);
        Assert.Equal(["cup"], file.AllLabels());
    }

    [Fact]
    public void Validate_WrongOptions_SaysAllAtOnce()
    {
        var options = new MemoryOptions { Path = _folder.Path, MostDays = -1, MostBytes = 5, EverySeconds = 0, Crops = true, Words = false };
        var problems = new MemoryOptionsValidator().Validate(null, options).Failures!.ToList();
        Assert.Equal(["Memory:Path", "Memory:MostDays", "Memory:MostBytes", "Memory:EverySeconds", "Memory:Crops"], problems.Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.True(new MemoryOptionsValidator().Validate(null, new MemoryOptions()).Succeeded);
    }

    private (long Written, long Lost) Run(Action<MemoryQueue> put, TimeProvider? time = null)
    {
        _journal.Lines.Clear();
        var queue = new MemoryQueue(2048);
        var clock = time ?? new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(1e9));
        var writer = new MemoryWriter(queue, new MemoryOptions { Path = Path }, clock, _journal);
        put(queue);
        writer.Dispose();
        return (writer.Written, writer.Lost);
    }

    private sealed class Journal : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
                Lines.Add(formatter(state, exception));
        }
    }
}
