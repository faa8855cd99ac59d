using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace EdgeHost.Memory;

/// <summary>Tells a store of gallery and memory from other files, sound ones from damaged ones, and makes new ones.</summary>
internal static class GallerySchema
{
    /// <summary>"EdgG": SQLite keeps it in the file's header.</summary>
    private const int ApplicationId = 0x45646747;

    /// <summary>Raised with each change of the tables.</summary>
    private const int Version = 2;

    /// <summary>Before there was a memory beside the crops.</summary>
    private const int CropsOnly = 1;

    /// <summary>https://www.sqlite.org/fileformat2.html#the_database_header, bytes.</summary>
    private const int SmallestFile = 100;

    private const string Tables =
        """
        CREATE TABLE models (id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, dimensions INTEGER NOT NULL, UNIQUE (name, sha256)) STRICT;
        CREATE TABLE crops (
            id INTEGER PRIMARY KEY AUTOINCREMENT, model INTEGER NOT NULL REFERENCES models (id), camera TEXT NOT NULL,
            taken_at REAL NOT NULL, source_time REAL NOT NULL, label TEXT NOT NULL, track INTEGER NOT NULL,
            box_left REAL NOT NULL, box_top REAL NOT NULL, box_right REAL NOT NULL, box_bottom REAL NOT NULL, score REAL NOT NULL,
            vector BLOB NOT NULL, jpeg BLOB NOT NULL) STRICT;
        """;

    /// <param name="path">Null in memory.</param>
    /// <param name="create">An empty file may become a gallery.</param>
    public static void Prepare(SqliteConnection connection, string? path, bool create)
    {
        // Before anything is written: another program's file is left as it is.
        // In this order: another process may be making it between two of them.
        var tables = Number(connection, "SELECT count(*) FROM sqlite_schema");
        var (application, version) = (Number(connection, "PRAGMA application_id"), Number(connection, "PRAGMA user_version"));
        var isEmpty = application == 0 && tables == 0;
        if (isEmpty && path is not null && new FileInfo(path).Length is > 0 and < SmallestFile)
            throw Damaged(path, "it is shorter than the header of an SQLite file", null); // SQLite would take it for a new one
        if (isEmpty && !create)
            throw Damaged(path!, "it is empty", null);
        if (!isEmpty && application != ApplicationId)
            throw new GalleryException($"{path} is an SQLite file, but no gallery: it is left as it is. Name another file");
        if (!isEmpty && version is not (Version or CropsOnly))
            throw new GalleryException(
                $"{path} is a gallery of version {version}, expected {Version}: it was written by another version of this program. Name another file");
        // What is deleted is overwritten: a person's crop that was forgotten is gone.
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON");
        if (isEmpty || version == CropsOnly)
            Make(connection);
        if (!isEmpty)
            CheckWhole(connection, path!);
    }

    /// <summary>Another process may be making it too: whoever is second finds it made.</summary>
    private static void Make(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        var version = Number(connection, "PRAGMA user_version");
        if (version < CropsOnly)
            Execute(connection, Tables);
        if (version < Version)
            Execute(connection, $"{MemorySchema.Tables} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}");
        transaction.Commit();
        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)"); // the file itself says whose it is, before anything can happen to it
    }

    /// <summary>Whether a file begins as those of this program do: then what is damaged is ours.</summary>
    public static bool IsOurs(string path)
    {
        Span<byte> header = stackalloc byte[SmallestFile];
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        return RandomAccess.Read(file, header, 0) == SmallestFile && header.StartsWith("SQLite format 3\0"u8)
            && BinaryPrimitives.ReadInt32BigEndian(header[68..]) == ApplicationId;
    }

    public static GalleryException Damaged(string name, string what, Exception? cause)
    {
        var message = $"{name} is damaged or no gallery or memory of this program: {what}. Nothing in it was changed. Move it away (mv '{name}' '{name}.damaged') to begin anew, "
            + $"or save what can be read: sqlite3 '{name}' .recover | sqlite3 rescued.db";
        return new GalleryException(message, cause) { IsDamage = true };
    }

    /// <summary>A file cut short is found now and not when the missing part is asked for. Left out while another process holds it: its
    /// log may hold what the file does not have yet.</summary>
    private static void CheckWhole(SqliteConnection connection, string path)
    {
        if (Number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0)
            return;
        var expected = Number(connection, "PRAGMA page_count") * Number(connection, "PRAGMA page_size");
        var found = new FileInfo(path).Length;
        if (found < expected)
            throw Damaged(path, $"it has {found} bytes, expected {expected}: it was cut short", null);
    }

    private static long Number(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
