using Microsoft.Extensions.Logging;
using Telemetry.Spool;

namespace Telemetry.Uploading;

/// <summary>
/// One upload, from what is acknowledged to what was durable when it began:
/// <code>
/// spool ─► batch of one boot ─► lines, hash, zstd ─► hub ─► durable there ─► acknowledged here ─► next batch
///                    ▲                                └─► will never take it ─► halved; one alone: dead letter
///                    └───────────── half ────────────────────┘
/// </code>
/// Ends at the first answer after which trying again at once would be no use. Nothing is acknowledged but what the hub said is durable and what is durable
/// among the dead letters.
/// </summary>
internal sealed class UploadRound(ISpool spool, HubClient hub, DeadLetters dead, UploadBody body, SpoolBatch batch, UploadCounts counts, ILogger log)
{
    private readonly Stack<RecordRange> _ranges = new();

    public async Task<RoundResult> RunAsync(CancellationToken cancellationToken)
    {
        var until = spool.Snapshot().DurableThrough;
        var sent = 0L;
        while (true)
        {
            var acknowledged = spool.Snapshot().AcknowledgedThrough;
            if (acknowledged >= until)
                return RoundResult.Done(sent);
            if (_ranges.Count == 0)
            {
                spool.Read(batch, acknowledged);
                if (batch.Entries.IsEmpty)
                    return RoundResult.Done(sent);
                _ranges.Push(RecordRange.OfOneBoot(batch, acknowledged));
            }
            var range = _ranges.Pop();
            body.Write(batch, range);
            var reply = await hub.SendAsync(body, range, spool.Id, acknowledged, cancellationToken);
            var step = await ActAsync(range, reply, acknowledged, cancellationToken);
            if (step is { } end)
                return end with { Sent = sent };
            sent += reply.Kind == ReplyKind.Stored ? range.Count : 0;
        }
    }

    /// <summary>Null to go on.</summary>
    private async Task<RoundResult?> ActAsync(RecordRange range, HubReply reply, long acknowledged, CancellationToken cancellationToken)
    {
        switch (reply.Kind)
        {
            case ReplyKind.Stored when reply.DurableThrough >= range.Last:
                counts.Stored(range.Count, body.Compressed.Length);
                return await AcknowledgeAsync(range.Last, cancellationToken);
            case ReplyKind.Stored:
                await AcknowledgeAsync(reply.DurableThrough, cancellationToken);
                return RoundResult.Failed($"the hub took {range.First} to {range.Last}, but says that it is sure of {reply.DurableThrough} only", reply.RetryAfter);
            case ReplyKind.Conflict:
                return await PutAsideAsync(range, reply, Math.Min(reply.DurableThrough, range.Last), cancellationToken);
            case ReplyKind.Refused or ReplyKind.TooLarge when range.Count > 1:
                var (head, tail) = range.Halve(batch);
                _ranges.Push(tail);
                _ranges.Push(head);
                return null;
            case ReplyKind.Refused or ReplyKind.TooLarge:
                return await PutAsideAsync(range, reply, range.Last, cancellationToken);
            case ReplyKind.NotAuthorised:
                return RoundResult.Failed($"{reply.Status}: the hub does not take records from this device ({reply.Detail}); see Upload:TokenFile or ClientCertificateFile", reply.RetryAfter);
            case ReplyKind.OtherHub:
                return RoundResult.Failed($"{reply.Status}: this is another hub than Upload:Hub says ({reply.Detail})", reply.RetryAfter);
            default:
                return RoundResult.Failed(reply.Detail, reply.RetryAfter);
        }
    }

    /// <summary>What the hub will never take is kept here; only then does the device go on after it.</summary>
    private async Task<RoundResult?> PutAsideAsync(RecordRange range, HubReply reply, long through, CancellationToken cancellationToken)
    {
        if (!dead.TryKeep(body, range, spool.Id, reply, out var fault))
            return RoundResult.Failed($"the hub refuses records {range.First} to {range.Last} ({reply.Status}: {reply.Detail}), and {fault}", reply.RetryAfter);
        log.DeadLetter(range.Count, range.First, range.Last, reply.Status, reply.Detail, dead.Folder);
        if (through < range.First)
            through = range.Last; // a conflict over which the hub has nothing durable: ours is kept here, and asking again would change nothing
        else if (through < range.Last)
            _ranges.Clear(); // the rest is read anew
        return await AcknowledgeAsync(through, cancellationToken);
    }

    private async Task<RoundResult?> AcknowledgeAsync(long through, CancellationToken cancellationToken)
    {
        if (through <= spool.Snapshot().AcknowledgedThrough || await spool.AcknowledgeAsync(through, cancellationToken))
            return null;
        _ranges.Clear();
        return RoundResult.Failed($"this device's own disk did not take that records up to {through} are delivered; they will be sent again", null);
    }
}
