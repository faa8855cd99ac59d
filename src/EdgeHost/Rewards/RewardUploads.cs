using EdgeHost.Configuration;
using Telemetry.Spool;
using Telemetry.Uploading;

namespace EdgeHost.Rewards;

/// <summary>What the desk of rewards recorded goes to the hub, where one is configured and somebody has consented.</summary>
internal sealed class RewardUploads : IAsyncDisposable
{
    private readonly Uploader? _uploader;

    /// <param name="spool">The desk's; null while nothing is recorded.</param>
    public RewardUploads(EdgeSettings settings, ISpool? spool, TimeProvider time, ILoggerFactory loggers)
    {
        WhyNot = spool is null ? "nothing is recorded: nobody has consented (Rewards:Consent), or the spool could not be had (see the log)"
            : settings.Upload.Url is null ? "no hub is configured (Upload:Url)"
            : null;
        if (WhyNot is null)
            _uploader = new Uploader(spool!, settings.Upload, settings.DeviceName, settings.Spool.DeadLetters, time, loggers.CreateLogger<Uploader>());
    }

    /// <summary>Why nothing is uploaded; null where it is.</summary>
    public string? WhyNot { get; }

    public UploadSnapshot? Snapshot => _uploader?.Snapshot();

    public void Start() => _uploader?.Start();

    /// <summary>Uploads now. Only where <see cref="WhyNot"/> is null, and after <see cref="Start"/>.</summary>
    /// <exception cref="TimeoutException">It takes longer; it goes on all the same.</exception>
    public Task<RoundResult> FlushAsync(TimeSpan limit, CancellationToken cancellationToken) => _uploader!.FlushAsync(limit, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_uploader is not null)
            await _uploader.DisposeAsync();
    }
}
