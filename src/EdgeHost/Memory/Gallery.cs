using System.Runtime.InteropServices;

namespace EdgeHost.Memory;

/// <summary>
/// Crops that were seen, to be found again by a text or a picture; the beginning of the scene memory.
/// <code>
/// Add ─► GalleryFile (SQLite: picture, vector, where and when) ─► oldest out beyond the bounds
///    └─► VectorIndex (all vectors of one model, in memory) ◄─ Search
/// </code>
/// A gallery is opened for the vectors of one model; crops of others stay in the file, count towards its bounds, and are not found. Thread-safe.
/// </summary>
internal sealed class Gallery : IDisposable
{
    private readonly Lock _gate = new();
    private readonly GalleryFile _file;
    private readonly VectorIndex _index;
    private readonly GalleryOptions _options;
    private readonly VectorModel _model;
    private readonly long _modelNumber;
    private readonly VectorMatch[] _matches;
    private long _rows;
    private long _bytes;

    private Gallery(GalleryFile file, VectorModel model, GalleryOptions options)
    {
        (_file, _model, _options) = (file, model, options);
        _index = new VectorIndex(model.Dimensions, options.MostMatches);
        _matches = new VectorMatch[options.MostMatches];
        _modelNumber = file.ModelNumber(model);
        OtherModels = file.OtherModels(_modelNumber);
        file.ReadVectors(_modelNumber, model.Dimensions, (id, vector) => _index.Add(id, vector));
        (_rows, _bytes) = file.Size();
    }

    /// <summary>Models whose crops were in it when it was opened and cannot be compared.</summary>
    public IReadOnlyList<(VectorModel Model, long Rows)> OtherModels { get; }

    /// <summary>Crops that can be found.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _index.Count;
        }
    }

    /// <param name="path">Null keeps it in memory.</param>
    /// <param name="model">Whose vectors are stored and searched.</param>
    /// <param name="options">Its bounds.</param>
    /// <param name="create">Make one where there is none.</param>
    /// <exception cref="GalleryException">Absent, damaged, or something else; the file is left as it is.</exception>
    public static Gallery Open(string? path, VectorModel model, GalleryOptions options, bool create = true)
    {
        options.Check();
        var file = GalleryFile.Open(path, create);
        try
        {
            return new Gallery(file, model, options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <param name="crop">Its id is not looked at.</param>
    /// <param name="jpeg">The picture.</param>
    /// <param name="vector">Of length 1.</param>
    /// <returns>The id that it got.</returns>
    /// <exception cref="GalleryException">A full disk, for example; what was there before is intact.</exception>
    public long Add(GalleryCrop crop, byte[] jpeg, ReadOnlySpan<float> vector)
    {
        if (vector.Length != _model.Dimensions)
            throw new ArgumentException($"a vector of {vector.Length} numbers, but the gallery holds those of {_model}", nameof(vector));
        var bytes = MemoryMarshal.AsBytes(vector).ToArray();
        var size = jpeg.Length + bytes.Length + GalleryFile.RowBytes;
        if (size > _options.MostBytes)
            throw new ArgumentException($"a crop of {size} bytes does not fit a gallery of {_options.MostBytes}", nameof(jpeg));
        lock (_gate)
        {
            long id = 0;
            var (rows, sum, gone) = (_rows, _bytes, 0);
            _file.InOneStep(() =>
            {
                id = _file.Insert(_modelNumber, crop, jpeg, bytes);
                (rows, sum) = (rows + 1, sum + size);
                gone = Evict(ref rows, ref sum);
            });
            // Only now is it certain.
            (_rows, _bytes) = (rows, sum);
            _index.Add(id, vector);
            for (; gone > 0; gone--)
                _index.RemoveOldest();
            return id;
        }
    }

    /// <summary>The crops nearest to a vector, best first.</summary>
    /// <param name="vector">Of length 1, of the same space.</param>
    /// <param name="most">At most <see cref="GalleryOptions.MostMatches"/>.</param>
    public IReadOnlyList<GalleryMatch> Search(ReadOnlySpan<float> vector, int most)
    {
        lock (_gate)
        {
            var count = _index.Search(vector, _matches.AsSpan(0, Math.Min(most, _matches.Length)));
            List<GalleryMatch> found = new(count);
            foreach (var match in _matches.AsSpan(0, count))
            {
                if (_file.Read(match.Id) is { } crop) // another process may have put it out
                    found.Add(new GalleryMatch(crop, match.Score));
            }
            return found;
        }
    }

    /// <summary>Null when it is gone.</summary>
    public byte[]? Jpeg(long id)
    {
        lock (_gate)
            return _file.ReadJpeg(id);
    }

    public void Dispose()
    {
        lock (_gate)
            _file.Dispose();
    }

    /// <returns>How many of our own model went: they are the oldest of the index, which has the order of the file.</returns>
    private int Evict(ref long rows, ref long bytes)
    {
        var gone = 0;
        while ((rows > _options.MostRows || bytes > _options.MostBytes) && _file.DeleteOldest() is { } oldest)
        {
            (rows, bytes) = (rows - 1, bytes - oldest.Bytes);
            if (oldest.Model == _modelNumber)
                gone++;
        }
        return gone;
    }
}
