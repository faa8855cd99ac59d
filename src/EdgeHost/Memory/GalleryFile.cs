using EdgeEngines.Detecting;

namespace EdgeHost.Memory;

/// <summary>
/// The crops of a store: one row a crop, with its picture and vector. One thread at a time.
/// </summary>
internal sealed class GalleryFile : IDisposable
{
    /// <summary>A row's columns, its place in the tree and in the page: an estimate that errs upwards.</summary>
    public const int RowBytes = 256;

    private readonly StoreConnection _store;

    private GalleryFile(StoreConnection store) => _store = store;

    /// <param name="path">Null keeps it in memory.</param>
    /// <param name="create">Make one where there is none.</param>
    public static GalleryFile Open(string? path, bool create) => path is null || create || File.Exists(path)
        ? new GalleryFile(StoreConnection.Open(path, create))
        : throw new GalleryException($"there is no gallery at {path}; 'edgehost search --source … --gallery {path}' makes one");

    /// <summary>Crops in a store that is open for more than them.</summary>
    public static GalleryFile Within(StoreConnection store) => new(store);

    public (long Rows, long Bytes) Size() => _store.Guarded(() =>
    {
        using var command = _store.Command($"SELECT count(*), coalesce(sum(length(jpeg) + length(vector) + {RowBytes}), 0) FROM crops");
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    });

    /// <summary>The number that stands for a model in the rows.</summary>
    public long ModelNumber(VectorModel model) => _store.Guarded(() =>
    {
        using var command = _store.Command(
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
                $"{_store.Name}: the vectors of {model} are of {reader.GetInt32(1)} numbers there: another output of the model was taken. Use another gallery");
    });

    /// <summary>Other models with crops in it, and how many.</summary>
    public IReadOnlyList<(VectorModel Model, long Rows)> OtherModels(long number) => _store.Guarded(() =>
    {
        using var command = _store.Command(
            "SELECT name, sha256, dimensions, count(*) FROM models JOIN crops ON crops.model = models.id WHERE models.id <> $number GROUP BY models.id ORDER BY models.id",
            ("$number", number));
        using var reader = command.ExecuteReader();
        List<(VectorModel Model, long Rows)> others = [];
        while (reader.Read())
            others.Add((new VectorModel(reader.GetString(0), reader.GetString(1), reader.GetInt32(2)), reader.GetInt64(3)));
        return others;
    });

    /// <summary>Every vector of a model, oldest first.</summary>
    public void ReadVectors(long number, int dimensions, Action<long, float[]> take) => _store.Guarded(() =>
    {
        using var command = _store.Command("SELECT id, vector FROM crops WHERE model = $number ORDER BY id", ("$number", number));
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
    public long Insert(long model, GalleryCrop crop, byte[] jpeg, byte[] vector) => _store.Guarded(() =>
    {
        using var command = _store.Command(
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
    public (long Model, long Bytes)? DeleteOldest() => _store.Guarded<(long Model, long Bytes)?>(() =>
    {
        using var command = _store.Command($"DELETE FROM crops WHERE id = (SELECT min(id) FROM crops) RETURNING model, length(jpeg) + length(vector) + {RowBytes}");
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    });

    public GalleryCrop? Read(long id) => _store.Guarded(() =>
    {
        using var command = _store.Command(
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

    public byte[]? ReadJpeg(long id) => _store.Guarded(() =>
    {
        using var command = _store.Command("SELECT jpeg FROM crops WHERE id = $id", ("$id", id));
        return command.ExecuteScalar() as byte[];
    });

    /// <summary>All that is done by <paramref name="work"/>, or none of it.</summary>
    public void InOneStep(Action work) => _store.InOneStep(work);

    public void Dispose() => _store.Dispose();

    private GalleryException Damaged(string what) => GallerySchema.Damaged(_store.Name, what, null);
}
