using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using RewardHub.Access;
using RewardHub.Devices;
using RewardHub.Records;
using RewardHub.Refusing;
using RewardHub.Storing;
using RewardHub.Watching;

namespace RewardHub.Uploads;

/// <summary>The answer to a batch; docs/uploads.md.</summary>
/// <param name="Batch">The Idempotency-Key.</param>
/// <param name="DurableThrough">Every number above acknowledged up to this one is stored and synced: the device may delete through it.</param>
/// <param name="Stored">Records of this batch that are new here.</param>
/// <param name="Duplicates">Records of this batch that were here already.</param>
internal sealed record UploadAnswer(string Batch, long DurableThrough, int Stored, int Duplicates);

/// <summary>An upload's way: who → which hub → what → its bytes → its turn → unpacked → checked → stored. Nothing is read of a stranger's body.</summary>
internal sealed class Upload(
    DeviceAccess access, RecordStore store, Turns turns, HubMetrics metrics, IOptions<UploadOptions> options, IOptions<HubOptions> hub, TimeProvider clock)
{
    public async Task<IResult> RunAsync(HttpContext context, string device)
    {
        var (answer, refusal) = await TryAsync(context, device);
        metrics.Batches.Add(refusal is not null ? "refused" : answer!.Stored > 0 ? "stored" : "repeated");
        if (refusal is null)
            return Results.Ok(answer);
        metrics.Refused.Add(refusal.Reason);
        return refusal.ToResult();
    }

    private async Task<(UploadAnswer? Answer, Refusal? Refusal)> TryAsync(HttpContext context, string name)
    {
        using var turn = turns.Upload();
        if (!turn.IsAcquired)
            return (null, Later.Busy("uploads", options.Value.AtOnce));
        var (device, refusal) = await access.CheckAsync(context, name, context.RequestAborted);
        Batch? batch = null;
        refusal ??= ExpectsAnother(context.Request) ?? BatchReader.Read(context.Request, name, out batch);
        if (refusal is not null)
            return (null, refusal);
        using var own = turns.Of(name);
        if (!own.IsAcquired)
            return (null, Later.Busy("uploads of one device", options.Value.AtOncePerDevice));
        var (body, unread) = await ReceiveAsync(context);
        if (unread is not null)
            return (null, unread);
        using (body)
            return await StoreAsync(context, device!, batch!, body!);
    }

    private async Task<(PooledBytes? Body, Refusal? Refusal)> ReceiveAsync(HttpContext context)
    {
        if (UploadBody.IsPacked(context.Request) is not { } isPacked)
            return (null, UploadBody.UnknownCoding(context.Request));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null; // counted here, so that the answer is ours
        using var patience = new CancellationTokenSource(options.Value.ReadTimeout, clock);
        return await UploadBody.ReceiveAsync(context.Request, isPacked ? options.Value.MaxCompressedBytes : options.Value.MaxBytes, patience.Token);
    }

    private async Task<(UploadAnswer? Answer, Refusal? Refusal)> StoreAsync(HttpContext context, Device device, Batch batch, PooledBytes body)
    {
        using var patience = new CancellationTokenSource(options.Value.StoreTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        try
        {
            using var turn = await turns.StoringAsync(both.Token);
            if (!turn.IsAcquired)
                return (null, Later.Busy("batches", options.Value.StoringAtOnce));
            var began = clock.GetTimestamp();
            var (unpacked, refusal) = UploadBody.IsPacked(context.Request) == true ? await UploadBody.UnpackAsync(body, options.Value, both.Token) : (null, null);
            using (unpacked)
            {
                var bytes = (unpacked ?? body).Bytes;
                metrics.Bytes.Add("packed", body.Length);
                metrics.Bytes.Add("unpacked", bytes.Length);
                List<RecordLine> lines = [];
                refusal ??= UploadBody.CheckHash(bytes.Span, batch) ?? LineReader.Read(bytes, batch, options.Value, out lines);
                if (refusal is not null)
                    return (null, refusal);
                var stored = await store.StoreAsync(device.Id, batch, lines, bytes.Length, both.Token);
                metrics.Storing.Add(clock.GetElapsedTime(began));
                return stored.Refusal is not null ? (null, stored.Refusal) : (new UploadAnswer(batch.Key, stored.DurableThrough, stored.Added, stored.Duplicates), null);
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return (null, Later.DatabaseAway());
        }
    }

    private Refusal? ExpectsAnother(HttpRequest request)
    {
        string? expected = request.Headers.IfMatch;
        return expected is null || expected == "*" || expected.Trim().Trim('"') == hub.Value.Name
            ? null
            : new Refusal(StatusCodes.Status412PreconditionFailed, "other-hub", "Another hub",
                $"If-Match: expected \"{hub.Value.Name}\", which is this hub, found {Shown.Of(expected.Trim('"'))}. Send to the hub of that name, or correct the name on the device.");
    }
}
