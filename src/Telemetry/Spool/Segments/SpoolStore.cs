using Microsoft.Extensions.Logging;
using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>
/// The spool on its disk, without threads or queues: one thread commits, acknowledges and closes; another may read. Nothing here knows a
/// clock. In the order of a record's life:
/// <code>
/// SpoolRecovery (start) ─► Commit ─► Rotate ─► Evict, if the quota says so ─► SpoolReader ─► Acknowledge ─► unlink
/// </code>
/// </summary>
internal sealed partial class SpoolStore : IDisposable
{
    private const string ReserveName = "reserve";
    private readonly ISpoolFiles _files;
    private readonly SpoolOptions _options;
    private readonly ILogger _log;
    private readonly IDisposable _lock;
    private readonly CursorFiles _cursors;
    private readonly SegmentList _segments;
    private readonly SegmentScan _scan;
    private readonly SpoolReader _reader;
    private SpoolState _state;
    private ActiveSegment? _active;
    private bool _hasReserve;
    private bool _saidWithoutReserve;
    private long _highest;
    private long _acknowledged;
    private long _evicted;
    private long _diskFaults;

    private SpoolStore(ISpoolFiles files, SpoolOptions options, ILogger log, IDisposable folderLock, SpoolRecovery found)
    {
        (_files, _options, _log, _lock) = (files, options, log, folderLock);
        (_cursors, _segments, _state) = (found.Cursors, found.Segments, found.State);
        (_highest, _acknowledged) = (_state.Highest, _state.Acknowledged);
        _scan = new SegmentScan(_state.Salt);
        _reader = new SpoolReader(files, _segments, _state.Salt);
    }

    public uint Boot => _state.Boot;

    public ulong Salt => _state.Salt;

    /// <summary>All sequence numbers up to this one are used up; what there is of them is durable.</summary>
    public long Highest => Volatile.Read(ref _highest);

    public long Acknowledged => Volatile.Read(ref _acknowledged);

    public long Evicted => Volatile.Read(ref _evicted);

    public long Damaged => _reader.Damaged;

    public long DiskFaults => Volatile.Read(ref _diskFaults);

    public int SegmentCount => _segments.Count;

    public bool HasReserve => Volatile.Read(ref _hasReserve);

    public long UsedBytes => _segments.TotalBytes + CursorFiles.TotalBytes + (HasReserve ? _options.SegmentBytes : 0);

    /// <summary>Finds out what is there, and makes a start of it whatever its state.</summary>
    /// <exception cref="SpoolException">Another process has the folder, or it cannot be written.</exception>
    public static SpoolStore Open(ISpoolFiles files, SpoolOptions options, ILogger log)
    {
        IDisposable? folderLock = null;
        try
        {
            folderLock = files.TryLock() ?? throw new SpoolException(
                $"The spool in '{files.Folder}' is in use by another process: stop that one, or give this one a folder of its own (Spool:Directory).");
            var store = new SpoolStore(files, options, log, folderLock, SpoolRecovery.Run(files, log));
            store.DropDelivered();
            store.RestoreReserve();
            log.Opened(files.Folder, store.Boot, store.Highest - store.Acknowledged, store.SegmentCount);
            return store;
        }
        catch (DiskFaultException e)
        {
            folderLock?.Dispose();
            throw new SpoolException(
                $"The spool's folder '{files.Folder}' cannot be used: {e.Message}{(e.InnerException is { } inner ? $", {inner.Message}" : "")}. "
                + "Expected a folder that this process may write to, on a disk that is not read-only (Spool:Directory).", e);
        }
        catch
        {
            folderLock?.Dispose();
            throw;
        }
    }

    public void Read(SpoolBatch batch, long after) => _reader.Read(batch, Math.Max(after, Acknowledged), Boot);

    /// <summary>A clean end: the next start need not search for it.</summary>
    public void Dispose()
    {
        if (_active is not null)
            SealActive();
        if (WriteState(_acknowledged))
            DropDelivered();
        _reader.Dispose();
        _cursors.Dispose();
        _lock.Dispose();
    }

    /// <summary>Lets go of the files as a killed process would.</summary>
    public void Abandon()
    {
        _active?.Dispose();
        _reader.Dispose();
        _cursors.Dispose();
        _lock.Dispose();
    }

    private bool WriteState(long acknowledged)
    {
        var state = _state with
        {
            Generation = _state.Generation + 1,
            Acknowledged = acknowledged,
            Highest = _highest,
            NewestSegment = NewestKept(acknowledged)?.Number ?? 0,
        };
        if (!_cursors.Write(state))
        {
            NoteFault();
            _log.CursorRefused(_files.Folder);
            return false;
        }
        _state = state;
        return true;
    }

    private Segment? NewestKept(long acknowledged) =>
        _segments.Newest is { } newest && !IsDelivered(newest, acknowledged) ? newest : null;

    private bool IsDelivered(Segment segment, long acknowledged) =>
        segment.IsSealed && segment.Last <= acknowledged && segment != _active?.Segment;

    private void NoteFault() => Volatile.Write(ref _diskFaults, _diskFaults + 1);
}
