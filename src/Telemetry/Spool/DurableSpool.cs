using Microsoft.Extensions.Logging;
using Telemetry.Spool.Files;
using Telemetry.Spool.Queue;
using Telemetry.Spool.Segments;

namespace Telemetry.Spool;

/// <summary>
/// The spool on a disk. One thread of its own writes: what was appended while it synced is the next batch, so that one fdatasync serves
/// many (group commit) and nobody else waits for the disk.
/// <code>
/// TryAppend ─► AppendQueue ─► writing thread ─► SpoolStore.Commit ─► WhenDurable
/// Acknowledge ──────────────► writing thread ─► SpoolStore.Acknowledge
/// </code>
/// </summary>
public sealed class DurableSpool : ISpool
{
    /// <summary>A disk that does not answer for so long at the end is left to itself; its thread ends with the process.</summary>
    private static readonly TimeSpan s_longestStop = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromMinutes(1);

    private readonly SpoolStore _store;
    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly AppendQueue _queue;
    private readonly SequenceWaiters _durable;
    private readonly SequenceWaiters _acknowledged;
    private readonly AutoResetEvent _wake = new(false);
    private readonly ITimer _retryTimer;
    private readonly Thread _thread;
    private long _toAcknowledge;
    private TaskCompletionSource<bool>? _purge;
    private volatile bool _isStopping;
    private volatile bool _isOver;
    private volatile bool _isRetryDue;

    /// <exception cref="SpoolException">The folder cannot be used at all.</exception>
    public DurableSpool(SpoolOptions options, TimeProvider time, ILogger<DurableSpool> log)
        : this(FilesIn(options.Directory), options, time, log)
    {
    }

    internal DurableSpool(ISpoolFiles files, SpoolOptions options, TimeProvider time, ILogger log)
    {
        if (SpoolOptionsCheck.Problems(options) is { Count: > 0 } problems)
            throw new SpoolException(string.Join(Environment.NewLine, problems));
        (_options, _time, _log) = (options, time, log);
        _store = SpoolStore.Open(files, options, log);
        Folder = files.Folder;
        _queue = new AppendQueue(options.QueueBytes, options.MaxRecordBytes, _store.Salt, _store.Boot, _store.Highest + 1);
        _durable = new SequenceWaiters(_store.Highest);
        _acknowledged = new SequenceWaiters(_store.Acknowledged);
        _toAcknowledge = _store.Acknowledged;
        _retryTimer = time.CreateTimer(_ => RetryNow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Run) { Name = "spool", IsBackground = true };
        _thread.Start();
    }

    public string Folder { get; }

    public ulong Id => _store.Salt;

    public uint Boot => _store.Boot;

    public bool TryAppend(RecordKind kind, ReadOnlySpan<byte> payload, out long sequence)
    {
        var accepted = _queue.TryAppend(kind, payload, out sequence, out var isFirst);
        if (isFirst)
            _wake.Set();
        return accepted;
    }

    public Task<bool> WhenDurableAsync(long sequence, CancellationToken cancellationToken) =>
        _durable.WhenAsync(sequence).WaitAsync(cancellationToken);

    public void Read(SpoolBatch batch, long after) => _store.Read(batch, after);

    public Task<bool> AcknowledgeAsync(long through, CancellationToken cancellationToken)
    {
        if (through > _store.Highest)
            throw new ArgumentOutOfRangeException(nameof(through), through, $"not above {_store.Highest}, the last record that can have been read");
        var reached = _acknowledged.WhenAsync(through);
        for (var known = Volatile.Read(ref _toAcknowledge); known < through;)
        {
            var seen = Interlocked.CompareExchange(ref _toAcknowledge, through, known);
            if (seen == known)
                break;
            known = seen;
        }
        _wake.Set();
        return reached.WaitAsync(cancellationToken);
    }

    /// <summary>Deletes everything that was appended until now, delivered or not, the file being written too; the numbers go on. Nobody is told of a loss:
    /// it was wanted. False: the disk refused, or the spool was closed before that.</summary>
    public async Task<bool> PurgeAsync(CancellationToken cancellationToken)
    {
        if (!await WhenDurableAsync(_queue.LastSequence, cancellationToken))
            return false;
        var purge = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var known = Interlocked.CompareExchange(ref _purge, purge, null) ?? purge;
        _wake.Set();
        if (_isOver)
            known.TrySetResult(false);
        return await known.Task.WaitAsync(cancellationToken);
    }

    public SpoolSnapshot Snapshot() => new(
        _queue.Appended, _queue.Refused, _store.Highest, _store.Acknowledged, _store.Evicted, _store.Damaged, _store.DiskFaults,
        _store.UsedBytes, _store.SegmentCount, _store.HasReserve);

    /// <summary>Writes what is in the queue, if the disk takes it within ten seconds, and lets go of the folder.</summary>
    public void Dispose()
    {
        _queue.Close();
        _isStopping = true;
        _wake.Set();
        _retryTimer.Dispose();
        _thread.Join(s_longestStop);
        _durable.End();
        _acknowledged.End();
    }

    private static LinuxFiles FilesIn(string folder)
    {
        try
        {
            return new LinuxFiles(folder);
        }
        catch (DiskFaultException e)
        {
            throw new SpoolException($"The spool's folder '{folder}' cannot be made: {e.InnerException?.Message ?? e.Message} (Spool:Directory).", e);
        }
    }

    private void RetryNow()
    {
        _isRetryDue = true;
        _wake.Set();
    }

    private void Run()
    {
        try
        {
            WriteUntilStopped();
            if (_queue.LastSequence > _store.Highest)
                _log.Unwritten(Folder, _queue.LastSequence - _store.Highest);
            _store.Dispose();
        }
#pragma warning disable CA1031 // whatever it is: appending must go on being answered, and the process is not ours to end
        catch (Exception e)
#pragma warning restore CA1031 // see above
        {
            _queue.Close();
            _store.Abandon();
            _log.Failed(e, Folder);
        }
        _durable.End();
        _acknowledged.End();
        _isOver = true;
        Interlocked.Exchange(ref _purge, null)?.TrySetResult(false);
    }

    private void WriteUntilStopped()
    {
        var pending = ReadOnlyMemory<byte>.Empty;
        var retry = TimeSpan.Zero;
        while (true)
        {
            if (pending.IsEmpty)
            {
                pending = _queue.Take(out var refused);
                if (refused > 0)
                    _log.QueueFull(Folder, refused);
            }
            var isStopping = _isStopping;
            if (!pending.IsEmpty && (retry == TimeSpan.Zero || _isRetryDue || isStopping))
            {
                pending = pending[_store.Commit(pending.Span)..];
                _durable.Reach(_store.Highest);
                retry = pending.IsEmpty ? Recover(retry) : PutOff(retry);
            }
            Acknowledge();
            Purge();
            if (!isStopping)
                _wake.WaitOne();
            else if (!pending.IsEmpty || (pending = _queue.Take(out _)).IsEmpty)
                return;
        }
    }

    private void Acknowledge()
    {
        var through = Volatile.Read(ref _toAcknowledge);
        if (through <= _store.Acknowledged)
            return;
        if (_store.Acknowledge(through))
        {
            _acknowledged.Reach(through);
            return;
        }
        Interlocked.CompareExchange(ref _toAcknowledge, _store.Acknowledged, through);
        _acknowledged.Fail(through);
    }

    private void Purge()
    {
        if (Interlocked.Exchange(ref _purge, null) is not { } purge)
            return;
        var isDone = _store.Purge();
        _acknowledged.Reach(_store.Acknowledged);
        purge.TrySetResult(isDone);
    }

    private TimeSpan PutOff(TimeSpan last)
    {
        var next = last == TimeSpan.Zero ? _options.RetryFirst : TimeSpan.FromTicks(Math.Min(2 * last.Ticks, s_longestRetry.Ticks));
        _isRetryDue = false;
        _retryTimer.Change(next, Timeout.InfiniteTimeSpan);
        return next;
    }

    private TimeSpan Recover(TimeSpan last)
    {
        if (last > TimeSpan.Zero)
            _log.Recovered(Folder);
        return TimeSpan.Zero;
    }
}
