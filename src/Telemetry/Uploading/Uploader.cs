using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Telemetry.Spool;

namespace Telemetry.Uploading;

/// <summary>
/// Brings what a spool holds to the hub, now and then. The spine of this folder:
/// <code>
/// UploadSchedule ─► MeteredRoute ─► UploadRound ─► UploadBody ─► HubClient ─► HubReplyReader ─► acknowledged, or DeadLetters
/// </code>
/// The contract with the hub is docs/uploads.md.
/// </summary>
public sealed class Uploader : IAsyncDisposable
{
    private static readonly TimeSpan s_stopBound = TimeSpan.FromSeconds(5);
    private const int MostRecords = 10_000; // of a batch; the hub takes no more

    private readonly ISpool _spool;
    private readonly UploadOptions _options;
    private readonly string _device;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly UploadSchedule _schedule;
    private readonly MeteredRoute _route;
    private readonly DeadLetters _dead;
    private readonly UploadCounts _counts = new();
    private readonly UploadMeters _meters;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<RoundResult>? _flushed;
    private Task _running = Task.CompletedTask;
    private volatile string? _lastFault;
    private bool _isStopped;

    /// <param name="device">The device's name in topics, used where the options give none.</param>
    /// <param name="deadLetterFolder">For records that the hub will never take.</param>
    /// <exception cref="ArgumentException">The options are wrong, or name no hub: all problems at once.</exception>
    public Uploader(ISpool spool, UploadOptions options, string device, string deadLetterFolder, TimeProvider time, ILogger<Uploader> log)
        : this(spool, options, device, deadLetterFolder, time, log, () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue)
    {
    }

    internal Uploader(ISpool spool, UploadOptions options, string device, string deadLetterFolder, TimeProvider time, ILogger log, Func<double> random)
    {
        if (UploadOptionsCheck.Problems(options, device) is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));
        if (options.Url is null)
            throw new ArgumentException("Upload:Url names no hub: expected an address such as https://hub.example.org", nameof(options));
        (_spool, _options, _time, _log) = (spool, options, time, log);
        _device = options.Device.Length > 0 ? options.Device : device;
        _schedule = new UploadSchedule(options, _device, random);
        _route = new MeteredRoute(options);
        _dead = new DeadLetters(deadLetterFolder, options.DeadLetterBytes);
        _meters = new UploadMeters(Snapshot);
    }

    /// <summary>Begins to upload by itself, and returns at once.</summary>
    public void Start()
    {
        var first = _schedule.First();
        _log.Begins(_options.Url!, _device, first, _options.Period);
        _running = Task.Run(() => RunAsync(first, _stop.Token));
    }

    /// <summary>Uploads now, metered or not, and tells how it went; needs <see cref="Start"/>.</summary>
    /// <exception cref="TimeoutException">It takes longer; it goes on all the same.</exception>
    public Task<RoundResult> FlushAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _flushed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted.TrySetResult();
            return _flushed.Task.WaitAsync(limit, _time, cancellationToken);
        }
    }

    public UploadSnapshot Snapshot()
    {
        var spool = _spool.Snapshot();
        return new(_counts.Records, _counts.Bytes, _counts.Rounds, _counts.Failures, _dead.Records, spool.DurableThrough - spool.AcknowledgedThrough, _lastFault);
    }

    /// <summary>An upload in progress is broken off; what the hub had not confirmed is sent again after the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        await _stop.CancelAsync();
        await _running.WaitAsync(s_stopBound, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _meters.Dispose();
        lock (_gate)
            _flushed?.TrySetCanceled();
        if (_running.IsCompleted)
            _stop.Dispose();
    }

    private async Task RunAsync(TimeSpan wait, CancellationToken stop)
    {
        using var body = new UploadBody();
        var batch = new SpoolBatch(MostRecords, _options.BatchBytes);
        while (true)
        {
            var flush = await WaitAsync(wait, stop);
            if (stop.IsCancellationRequested)
                return;
            if (flush is null && _route.InTheWay() is { } metered)
            {
                _log.Metered(metered);
                wait = _schedule.Next(default);
                continue;
            }
            var result = await TryAsync(body, batch, stop);
            if (stop.IsCancellationRequested)
                return;
            wait = _schedule.Next(result);
            Tell(result, wait);
            flush?.TrySetResult(result);
        }
    }

    private async Task<RoundResult> TryAsync(UploadBody body, SpoolBatch batch, CancellationToken stop)
    {
        try
        {
            using var hub = new HubClient(_options, _device, _time);
            return await new UploadRound(_spool, hub, _dead, body, batch, _counts, _log).RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return default;
        }
#pragma warning disable CA1031 // a certificate that is none, a bug of ours: neither may end uploading for good
        catch (Exception e)
#pragma warning restore CA1031
        {
            _log.Broken(e);
            return RoundResult.Failed(e.Message, null);
        }
    }

    private void Tell(in RoundResult result, TimeSpan wait)
    {
        _counts.Ended(result.Fault is not null);
        var waiting = Snapshot().Waiting;
        if (result.Sent > 0)
            _log.Uploaded(result.Sent, _options.Url!, waiting);
        if (result.Fault is { } fault)
            _log.Failed(_options.Url!, fault, waiting, wait);
        _lastFault = result.Fault;
    }

    /// <summary>Who wants the result, where somebody does.</summary>
    private async Task<TaskCompletionSource<RoundResult>?> WaitAsync(TimeSpan wait, CancellationToken stop)
    {
        TaskCompletionSource wanted;
        lock (_gate)
            wanted = _wanted;
        await wanted.Task.WaitAsync(wait, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            if (!_wanted.Task.IsCompleted)
                return null;
            _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            (var flushed, _flushed) = (_flushed, null);
            return flushed;
        }
    }
}
