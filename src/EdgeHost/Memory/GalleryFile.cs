using EdgeEngines.Detecting;
using Microsoft.Data.Sqlite;

namespace EdgeHost.Memory;

/// <summary>
/// The SQLite file behind a gallery: one row a crop, with its picture and vector. A commit is in the write-ahead log before it returns, so a
/// killed process loses nothing that was added; a power cut may lose the last moments, never the file. One thread at a time.
/// </summary>
internal sealed class GalleryFile : IDisposable
{
    /// <summary>A row's columns, its place in the tree and in the page: an estimate that errs upwards.</summary>
    public const int RowBytes = 256;

    private readonly SqliteConnection _connection;
    private readonly string _name;

    private GalleryFile(SqliteConnection connection, string name) => (_connection, _name) = (connection, name);

    /// <param name="path">Null keeps it in memory.</param>
    /// <param name="create">Make one where there is none.</param>
    public static GalleryFile Open(string? path, bool create)
    {
        if (path is not null && !create && !File.Exists(path))
            throw new GalleryException($"there is no gallery at {path}; 'edgehost search --source … --gallery {path}' makes one");
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path ?? ":memory:",
            Mode = path is null ? SqliteOpenMode.Memory : create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false, // the file is let go when it is closed
            DefaultTimeout = 5, // seconds that another process may hold it
        }.ToString());
        var file = new GalleryFile(connection, path ?? "the gallery in memory");
        try
        {
            file.Guarded(() =>
            {
                connection.Open();
                GallerySchema.Prepare(connection, path, create);
            });
            return file;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public (long Rows, long Bytes) Size() => Guarded(() =>
    {
        using var command = Command($"SELECT count(*), coalesce(sum(length(jpeg) + length(vector) + {RowBytes}), 0) FROM crops");
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    });

    /// <summary>The number that stands for a model in the rows.</summary>
    public long ModelNumber(VectorModel model) => Guarded(() =>
    {
        using var command = Command(
            """
            INSERT INTO models (name, sha256, dimensions) VALUES ($name, $sha256, $dimensions)
            ON CONFLICT DO UPDATE SET dimensions = dimensions RETURNING id, dimensions
            """,
            ("$name", model.Name), ("$sha256", model.Sha256), ("$dimensions", model.Dimensions));
        using var reader = command.ExecuteReader();
        reader.Read();
        return reader.GetInt32(1) == model.Dimensions
            ? reader.GetInt64(0)
            : throw new GalleryException(
                $"{_name}: the vectors of {model} are of {reader.GetInt32(1)} numbers there: another output of the model was taken. Use another gallery");
    });

    /// <summary>Other models with crops in it, and how many.</summary>
    public IReadOnlyList<(VectorModel Model, long Rows)> OtherModels(long number) => Guarded(() =>
    {
        using var command = Command(
            "SELECT name, sha256, dimensions, count(*) FROM models JOIN crops ON crops.model = models.id WHERE models.id <> $number GROUP BY models.id ORDER BY models.id",
            ("$number", number));
        using var reader = command.ExecuteReader();
        List<(VectorModel Model, long Rows)> others = [];
        while (reader.Read())
            others.Add((new VectorModel(reader.GetString(0), reader.GetString(1), reader.GetInt32(2)), reader.GetInt64(3)));
        return others;
    });

    /// <summary>Every vector of a model, oldest first.</summary>
    public void ReadVectors(long number, int dimensions, Action<long, float[]> take) => Guarded(() =>
    {
        using var command = Command("SELECT id, vector FROM crops WHERE model = $number ORDER BY id", ("$number", number));
        using var reader = command.ExecuteReader();
        var bytes = new byte[dimensions * sizeof(float)];
        var vector = new float[dimensions];
        while (reader.Read())
        {
            var length = reader.GetBytes(1, 0, null, 0, 0);
            if (length != bytes.Length)
                throw Damaged($"crop {reader.GetInt64(0)} has a vector of {length} bytes, expected {bytes.Length}");
            reader.GetBytes(1, 0, bytes, 0, bytes.Length);
            Buffer.BlockCopy(bytes, 0, vector, 0, bytes.Length);
            take(reader.GetInt64(0), vector);
        }
    });

    /// <returns>The id that it got.</returns>
    public long Insert(long model, GalleryCrop crop, byte[] jpeg, byte[] vector) => Guarded(() =>
    {
        using var command = Command(
            """
            INSERT INTO crops (model, camera, taken_at, source_time, label, track, box_left, box_top, box_right, box_bottom, score, jpeg, vector)
            VALUES ($model, $camera, $taken_at, $source_time, $label, $track, $left, $top, $right, $bottom, $score, $jpeg, $vector) RETURNING id
            """,
            ("$model", model), ("$camera", crop.Camera), ("$taken_at", (crop.TakenAt - DateTimeOffset.UnixEpoch).TotalSeconds),
            ("$source_time", crop.SourceTime.TotalSeconds), ("$label", crop.Label), ("$track", crop.Track),
            ("$left", crop.BoxInSource.Left), ("$top", crop.BoxInSource.Top), ("$right", crop.BoxInSource.Right), ("$bottom", crop.BoxInSource.Bottom),
            ("$score", crop.Score), ("$jpeg", jpeg), ("$vector", vector));
        return (long)command.ExecuteScalar()!;
    });

    /// <returns>Which model's crop went and what it took; null when there is none.</returns>
    public (long Model, long Bytes)? DeleteOldest() => Guarded<(long Model, long Bytes)?>(() =>
    {
        using var command = Command($"DELETE FROM crops WHERE id = (SELECT min(id) FROM crops) RETURNING model, length(jpeg) + length(vector) + {RowBytes}");
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    });

    public GalleryCrop? Read(long id) => Guarded(() =>
    {
        using var command = Command(
            "SELECT camera, taken_at, source_time, label, track, box_left, box_top, box_right, box_bottom, score FROM crops WHERE id = $id", ("$id", id));
        using var reader = command.ExecuteReader();
        if (!reader.Read())
            return null;
        var box = new Box(reader.GetFloat(5), reader.GetFloat(6), reader.GetFloat(7), reader.GetFloat(8));
        var takenAt = DateTimeOffset.UnixEpoch.AddSeconds(reader.GetDouble(1));
        var sourceTime = TimeSpan.FromSeconds(reader.GetDouble(2));
        var crop = new GalleryCrop(reader.GetString(0), takenAt, sourceTime, reader.GetString(3), reader.GetInt64(4), box, reader.GetFloat(9));
        return crop with { Id = id };
    });

    public byte[]? ReadJpeg(long id) => Guarded(() =>
    {
        using var command = Command("SELECT jpeg FROM crops WHERE id = $id", ("$id", id));
        return command.ExecuteScalar() as byte[];
    });

    /// <summary>All that is done by <paramref name="work"/>, or none of it.</summary>
    public void InOneStep(Action work) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction();
        work();
        transaction.Commit();
    });

    public void Dispose() => _connection.Dispose();

    private SqliteCommand Command(string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    private void Guarded(Action work) => Guarded(() =>
    {
        work();
        return 0;
    });

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw e.SqliteErrorCode switch
            {
                SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => Damaged(e.Message.TrimEnd('.'), e),
                SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new GalleryException($"{_name} is held by another process: {e.Message}. Try again when it is done", e),
                SQLitePCL.raw.SQLITE_FULL => new GalleryException($"{_name} cannot grow, the disk is full: {e.Message}. What was stored before is intact", e),
                _ => new GalleryException($"{_name} cannot be used: {e.Message}", e),
            };
        }
    }

    private GalleryException Damaged(string what, Exception? cause = null) => GallerySchema.Damaged(_name, what, cause);
}
