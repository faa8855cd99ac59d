namespace EdgeHost.Memory;

/// <summary>
/// Writes what is noted, on a thread of its own: a batch a commit, at most a second late.
/// <code>
/// notes ─► MemoryQueue ─► batch ─► one commit ─► what is too old or too much is forgotten
///                                     └─ a full disk, a lost folder: the batch is lost and counted, said once, tried again
/// </code>
/// </summary>
internal sealed class MemoryWriter : IDisposable
{
    /// <summary>What a killed process may lose.</summary>
    private static readonly TimeSpan s_batchTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_retryTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_ageTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_stopBound = TimeSpan.FromSeconds(5);

    /// <summary>Room above the bound for a batch, pictures included, before it is put right.</summary>
    private const long BatchBytes = 16 << 20;

    private readonly MemoryQueue _queue;
    private readonly MemoryOptions _options;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly MemoryNote[] _batch = new MemoryNote[512];
    private readonly Thread _thread;
    private MemoryFile? _file;
    private bool _isAtFault;
    private bool _isDoubted;
    private long? _failedAt;
    private long? _agedAt;
    private long _written;
    private long _lost;
    private long _usedBytes;

    public MemoryWriter(MemoryQueue queue, MemoryOptions options, TimeProvider time, ILogger log)
    {
        (_queue, _options, _path, _time, _log) = (queue, options, options.File(), time, log);
        _thread = new Thread(Work) { Name = "memory", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Notes that are in the store.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Notes that came while the store could not be written.</summary>
    public long Lost => Volatile.Read(ref _lost);

    public long UsedBytes => Volatile.Read(ref _usedBytes);

    /// <summary>Writes what is noted; then nothing more.</summary>
    public void Dispose()
    {
        _queue.Close();
        if (!_thread.Join(s_stopBound))
            _log.StillWriting(_path, s_stopBound);
    }

    private void Work()
    {
        while (_queue.Take(_batch, s_batchTime) is > 0 and var taken)
            Write(_batch.AsMemory(0, taken));
        _file?.Dispose();
    }

    private void Write(ReadOnlyMemory<MemoryNote> notes)
    {
        if (_file is null && _failedAt is { } failed && _time.GetElapsedTime(failed) < s_retryTime)
        {
            Interlocked.Add(ref _lost, notes.Length);
            return;
        }
        try
        {
            _file ??= Open();
            var bytes = _file.Write(notes);
            Interlocked.Add(ref _written, notes.Length);
            Volatile.Write(ref _usedBytes, Forget(_file) || bytes > _options.MostBytes ? Bounded(_file) : bytes);
            if (_isAtFault)
                _log.WritingAgain(_path, Lost);
            (_isAtFault, _failedAt) = (false, null);
        }
        catch (GalleryException e)
        {
            Fail(e, notes.Length);
        }
    }

    private void Fail(GalleryException fault, int notes)
    {
        Interlocked.Add(ref _lost, notes);
        _file?.Dispose();
        (_file, _failedAt, _isDoubted) = (null, _time.GetTimestamp(), fault.IsDamage);
        if (!_isAtFault)
            _log.CannotWrite(fault.Message);
        _isAtFault = true;
    }

    /// <summary>What is too old goes, now and then: false where it was not time to look.</summary>
    private bool Forget(MemoryFile file)
    {
        if (_agedAt is { } aged && _time.GetElapsedTime(aged) < s_ageTime)
            return false;
        file.ForgetOlder((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds - (_options.MostDays * 86_400));
        _agedAt = _time.GetTimestamp();
        return true;
    }

    /// <summary>What is too much goes; the bytes that are left.</summary>
    private long Bounded(MemoryFile file)
    {
        file.ForgetBeyond(_options.MostBytes);
        return file.UsedBytes();
    }

    /// <summary>A store of ours that is damaged is set aside, never deleted, and a new one begun; a file that is not ours is left alone.</summary>
    private MemoryFile Open()
    {
        try
        {
            return Opened();
        }
        catch (GalleryException e) when (e.IsDamage && IsOurs())
        {
            var aside = SetAside();
            _log.SetAside(_path, aside, e.Message);
            return Opened();
        }
    }

    private MemoryFile Opened()
    {
        var file = MemoryFile.Open(_path, create: true);
        try
        {
            if (_isDoubted && file.Fault() is { } fault)
                throw GallerySchema.Damaged(_path, fault, null);
            file.Limit(_options.MostBytes + BatchBytes);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private bool IsOurs()
    {
        try
        {
            return GallerySchema.IsOurs(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string SetAside()
    {
        var aside = $"{_path}.damaged-{_time.GetUtcNow():yyyyMMdd'T'HHmmss}";
        try
        {
            foreach (var part in (string[])["-wal", "-shm", ""])
            {
                if (File.Exists(_path + part))
                    File.Move(_path + part, aside + part);
            }
            return aside;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GalleryException($"{_path} is damaged and cannot be set aside: {e.Message}", e);
        }
    }
}
