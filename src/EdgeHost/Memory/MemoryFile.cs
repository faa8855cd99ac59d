namespace EdgeHost.Memory;

/// <summary>The memory's side of a store: what was noted is written, recalled, counted and forgotten. One thread at a time.</summary>
internal sealed partial class MemoryFile : IDisposable
{
    private readonly StoreConnection _store;

    private MemoryFile(StoreConnection store) => _store = store;

    /// <param name="path">Null keeps it in memory.</param>
    /// <param name="create">Make one where there is none, with the folders above it.</param>
    /// <exception cref="GalleryException">Absent, damaged, held, or something else; the file is left as it is.</exception>
    public static MemoryFile Open(string? path, bool create)
    {
        if (path is not null && !create && !File.Exists(path))
            throw new GalleryException($"there is no memory at {path}: 'edgehost run' makes one, or Memory:Path names another");
        if (path is not null && create)
            MakeFolder(path);
        return new MemoryFile(StoreConnection.Open(path, create));
    }

    public string Name => _store.Name;

    /// <summary>Of the pages in use; those of the log and those that are free for what comes are not counted.</summary>
    public long UsedBytes() => _store.Guarded(() =>
        (long)((_store.Number("PRAGMA page_count")!.Value - _store.Number("PRAGMA freelist_count")!.Value) * _store.Number("PRAGMA page_size")!.Value));

    /// <summary>Null where the file is sound, else what SQLite found first.</summary>
    public string? Fault() => _store.Guarded(() =>
    {
        using var command = _store.Command("PRAGMA quick_check(1)");
        return command.ExecuteScalar() as string is "ok" ? null : "its pages do not fit together";
    });

    /// <summary>The file never grows beyond so many bytes, whatever is written: a full store is an error, not a full disk.</summary>
    public void Limit(long bytes) => _store.Guarded(() =>
        _store.Number(FormattableString.Invariant($"PRAGMA max_page_count = {Math.Max(1, bytes / (long)_store.Number("PRAGMA page_size")!.Value)}")));

    public MemoryFigures Figures() => _store.Guarded(() => new MemoryFigures(
        (long)_store.Number("SELECT count(*) FROM tracks")!, (long)_store.Number("SELECT count(*) FROM sightings")!,
        (long)_store.Number("SELECT count(*) FROM happenings")!, (long)_store.Number("SELECT count(*) FROM crops")!, UsedBytes(),
        _store.Number("SELECT min(begun_at) FROM watches"), _store.Number("SELECT max(until_at) FROM watches"), Labels()));

    public void Dispose()
    {
        _statements?.Dispose();
        _store.Dispose();
    }

    private List<(string Label, long Tracks)> Labels()
    {
        using var command = _store.Command("SELECT label, count(*) FROM tracks GROUP BY label ORDER BY count(*) DESC, label");
        using var reader = command.ExecuteReader();
        List<(string, long)> labels = [];
        while (reader.Read())
            labels.Add((reader.GetString(0), reader.GetInt64(1)));
        return labels;
    }

    private static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GalleryException($"the folder of {path} cannot be made: {e.Message}", e);
        }
    }
}

/// <summary>What a memory holds.</summary>
/// <param name="SinceS">Unix seconds; null where it is empty.</param>
/// <param name="Labels">Most tracks first.</param>
internal sealed record MemoryFigures(
    long Tracks, long Sightings, long Happenings, long Crops, long UsedBytes, double? SinceS, double? UntilS, IReadOnlyList<(string Label, long Tracks)> Labels);
