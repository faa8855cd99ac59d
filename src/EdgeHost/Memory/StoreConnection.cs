using Microsoft.Data.Sqlite;

namespace EdgeHost.Memory;

/// <summary>
/// The SQLite file that holds gallery and memory. A commit is in the write-ahead log before it returns, so a killed process loses nothing that
/// was committed; a power cut may lose the last moments, never the file. One thread at a time; other processes and connections may use the
/// file as well.
/// </summary>
internal sealed class StoreConnection : IDisposable
{
    private readonly SqliteConnection _connection;

    private StoreConnection(SqliteConnection connection, string name) => (_connection, Name) = (connection, name);

    /// <summary>For messages.</summary>
    public string Name { get; }

    /// <param name="path">Null keeps it in memory.</param>
    /// <param name="create">Make one where there is none.</param>
    /// <exception cref="GalleryException">Damaged, held, or something else; the file is left as it is.</exception>
    public static StoreConnection Open(string? path, bool create)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path ?? ":memory:",
            Mode = path is null ? SqliteOpenMode.Memory : create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false, // the file is let go when it is closed
            DefaultTimeout = 5, // seconds that another process may hold it
        }.ToString());
        var store = new StoreConnection(connection, path ?? "the gallery in memory");
        try
        {
            store.Guarded(() =>
            {
                connection.Open();
                GallerySchema.Prepare(connection, path, create);
            });
            return store;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteCommand Command(string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    /// <summary>A statement to be run often; the caller disposes of it, before this.</summary>
    public StoreStatement Prepare(string text) => new(_connection, text);

    /// <returns>Rows that changed.</returns>
    public int Execute(string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(text, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first number of the first row; null where there is none.</summary>
    public double? Number(string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(text, values);
        return command.ExecuteScalar() switch
        {
            long whole => whole,
            double real => real,
            _ => null,
        };
    }

    /// <summary>All that is done by <paramref name="work"/>, or none of it.</summary>
    public void InOneStep(Action work) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction();
        work();
        transaction.Commit();
    });

    public void Guarded(Action work) => Guarded(() =>
    {
        work();
        return 0;
    });

    /// <summary>What SQLite says becomes a message with the file's name and the way out.</summary>
    public T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw e.SqliteErrorCode switch
            {
                SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => GallerySchema.Damaged(Name, e.Message.TrimEnd('.'), e),
                SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new GalleryException($"{Name} is held by another process: {e.Message}. Try again when it is done", e),
                SQLitePCL.raw.SQLITE_FULL => new GalleryException($"{Name} cannot grow, the disk is full: {e.Message}. What was stored before is intact", e),
                _ => new GalleryException($"{Name} cannot be used: {e.Message}", e),
            };
        }
    }

    public void Dispose() => _connection.Dispose();
}
