using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeHost.Memory;

/// <summary>
/// A statement that is prepared once and run often: values are set by their place, <c>?1</c> and up, and a run allocates nothing. Only within
/// <see cref="StoreConnection.InOneStep"/>, where the store is this connection's own and nobody has to be waited for. To be disposed of before its connection.
/// </summary>
internal sealed class StoreStatement : IDisposable
{
    private readonly sqlite3 _store;
    private readonly sqlite3_stmt _statement;
    private byte[] _utf8 = new byte[256];

    /// <exception cref="SqliteException">It is none, or the store cannot be read.</exception>
    public StoreStatement(SqliteConnection connection, string text)
    {
        _store = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_store, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public StoreStatement Set(int place, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, place, value));
        return this;
    }

    public StoreStatement Set(int place, double? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_double(_statement, place, number) : raw.sqlite3_bind_null(_statement, place));
        return this;
    }

    public StoreStatement Set(int place, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, place) : raw.sqlite3_bind_text(_statement, place, Utf8(value)));
        return this;
    }

    /// <returns>The first number of the first row; 0 where it gives none.</returns>
    /// <exception cref="SqliteException">It failed; it can be set and run again.</exception>
    public long Run()
    {
        var first = 0L;
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            first = raw.sqlite3_column_int64(_statement, 0);
        while (code == raw.SQLITE_ROW)
            code = raw.sqlite3_step(_statement);
        var reset = raw.sqlite3_reset(_statement);
        Check(code == raw.SQLITE_DONE ? reset : code);
        return first;
    }

    public void Dispose() => _statement.Dispose();

    private ReadOnlySpan<byte> Utf8(string value)
    {
        if (Encoding.UTF8.GetMaxByteCount(value.Length) is var most && most > _utf8.Length)
            _utf8 = new byte[most];
        return _utf8.AsSpan(0, Encoding.UTF8.GetBytes(value, _utf8));
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _store);
    }
}
