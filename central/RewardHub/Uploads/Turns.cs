using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace RewardHub.Uploads;

/// <summary>How much is done at once: uploads in all, of one device, and of these how many are being stored. All queues are bounded.</summary>
internal sealed class Turns(IOptions<UploadOptions> options) : IDisposable
{
    private readonly ConcurrencyLimiter _uploads = new(new ConcurrencyLimiterOptions { PermitLimit = options.Value.AtOnce, QueueLimit = 0 });

    private readonly PartitionedRateLimiter<string> _devices = PartitionedRateLimiter.Create<string, string>(device =>
        RateLimitPartition.GetConcurrencyLimiter(device, _ => new ConcurrencyLimiterOptions { PermitLimit = options.Value.AtOncePerDevice, QueueLimit = 0 }));

    // Whoever has an upload's permit may wait for this one, so the queue is as long as those are many.
    private readonly ConcurrencyLimiter _storing = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Value.StoringAtOnce,
        QueueLimit = options.Value.AtOnce,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>To be disposed at the end of the upload. Not acquired: 429.</summary>
    public RateLimitLease Upload() => _uploads.AttemptAcquire();

    public RateLimitLease Of(string device) => _devices.AttemptAcquire(device);

    public ValueTask<RateLimitLease> StoringAsync(CancellationToken token) => _storing.AcquireAsync(1, token);

    public void Dispose()
    {
        _uploads.Dispose();
        _devices.Dispose();
        _storing.Dispose();
    }
}
