using Npgsql;
using RewardHub.Access;
using RewardHub.Databases;
using RewardHub.Erasing;
using RewardHub.Pictures;
using RewardHub.Records;
using RewardHub.Refusing;
using RewardHub.Uploads;
using RewardHub.Watching;

namespace RewardHub.Storing;

/// <summary>
/// Stores a batch exactly once, in one transaction: locks → what is known → erased users out → pictures → rows → comparison of what was there →
/// range, sums → commit. Whatever breaks on the way leaves nothing, and the same batch may come again.
/// </summary>
internal sealed class RecordStore(NpgsqlDataSource database, PictureShelf pictures, AlarmBook alarms, HubMetrics metrics)
{
    public async Task<Stored> StoreAsync(int device, Batch batch, List<RecordLine> lines, long bytes, CancellationToken token)
    {
        await pictures.AnnounceAsync(lines, token);
        var stored = await TryStoreAsync(device, batch, lines, bytes, token);
        if (stored.Refusal is not { Status: StatusCodes.Status409Conflict } conflict)
            return stored;
        metrics.Alarms.Add(1);
        var durableThrough = await alarms.RaiseAsync(device, batch, conflict, token);
        return Stored.Refused(Conflict.WithDurable(conflict, batch, durableThrough));
    }

    private async Task<Stored> TryStoreAsync(int device, Batch batch, List<RecordLine> lines, long bytes, CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var opening = await Opening.ReadAsync(connection, device, batch, lines, token);
        if (DeviceAccess.Standing(opening.Device) is { } refusal)
            return Stored.Refused(refusal);
        if (opening.StoredSha256 is not null && opening.StoredSha256.AsSpan().SequenceEqual(batch.Sha256))
        {
            var durable = await StoredRanges.DurableThroughAsync(connection, device, opening.Stream, batch.Acknowledged, token);
            await transaction.CommitAsync(token);
            metrics.Duplicates.Add(lines.Count);
            return new Stored(durable, 0, lines.Count, IsRepeat: true);
        }

        var kept = await Tombstones.WithoutErasedAsync(connection, device, opening, lines, token);
        await pictures.KeepAsync(connection, kept, token);
        var added = await Rows.InsertAsync(connection, device, opening.Stream, batch.Boot, kept, token);
        var isLate = false;
        if (added.Count < kept.Count)
        {
            var (conflict, replaced) = await SettleAsync(connection, device, opening.Stream, batch, lines, kept.Where(line => !added.Contains(line.Seq)).ToList(), token);
            if (conflict is not null)
                return Stored.Refused(conflict);
            added.UnionWith(replaced);
            isLate = replaced.Count > 0;
        }
        if (opening.StoredSha256 is not null && !isLate && kept.Count == lines.Count && !opening.HasErasedAnswers
            && await DiffersWithoutGapAsync(connection, device, opening.Stream, batch, kept, added.Count, token))
            return Stored.Refused(Conflict.OfRange(batch));

        var durableThrough = await CloseAsync(connection, device, opening.Stream, batch, lines.Count, kept.Where(line => added.Contains(line.Seq)).ToList(), bytes, token);
        await transaction.CommitAsync(token);
        Count(lines.Count, kept, added);
        return new Stored(durableThrough, added.Count, kept.Count - added.Count);
    }

    /// <summary>Compares lines whose numbers are taken. A gap takes the number of a record that was lost after it was sent, so it never contradicts
    /// one: the record is kept, whichever came first, and of two gaps the one that tells of more.</summary>
    private static async Task<(Refusal? Conflict, HashSet<long> Replaced)> SettleAsync(
        NpgsqlConnection connection, int device, int stream, Batch batch, List<RecordLine> all, List<RecordLine> taken, CancellationToken token)
    {
        var bySeq = taken.ToDictionary(line => line.Seq);
        var better = new List<RecordLine>();
        foreach (var there in await Rows.CompareAsync(connection, device, stream, taken, token))
        {
            var line = bySeq[there.Seq];
            if (there.IsSame)
                continue;
            if (there.Stored == RecordKind.Gap && (line.Kind != RecordKind.Gap || line.Lost > there.StoredLost))
                better.Add(line);
            else if (there.Stored != RecordKind.Gap && line.Kind != RecordKind.Gap)
                return (Conflict.OfRecord(batch, line, all.IndexOf(line) + 1, there.Stored), []);
        }
        if (better.Count == 0)
            return (null, []);
        await Rows.DeleteAsync(connection, device, stream, [.. better.Select(line => line.Seq)], token);
        return (null, await Rows.InsertAsync(connection, device, stream, batch.Boot, better, token));
    }

    /// <summary>The same first and last with another hash: fine where it is the same records, or where a gap on either side tells of the difference.</summary>
    private static async Task<bool> DiffersWithoutGapAsync(
        NpgsqlConnection connection, int device, int stream, Batch batch, List<RecordLine> kept, int added, CancellationToken token)
    {
        var (count, hasGap) = await Rows.CountAsync(connection, device, stream, batch.First, batch.Last, token);
        var isSameSet = added == 0 && count == kept.Count;
        return !isSameSet && !hasGap && !kept.Any(line => line.Kind == RecordKind.Gap);
    }

    private static async Task<long> CloseAsync(
        NpgsqlConnection connection, int device, int stream, Batch batch, int lines, List<RecordLine> added, long bytes, CancellationToken token)
    {
        await using var commands = new NpgsqlBatch(connection);
        commands.Add(StoredRanges.Fold, device, stream, batch.First, batch.Last);
        commands.Add(
            "insert into batches (device, stream, first, last, boot, sha256, lines) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
            device, stream, batch.First, batch.Last, batch.Boot, batch.Sha256, lines);
        commands.Add("update activity set records = records + $2, bytes = bytes + $3 where device = $1", device, (long)added.Count, added.Count > 0 ? bytes : 0);
        foreach (var group in added.Where(line => line.Kind == RecordKind.Reward).GroupBy(line => (line.Planner, line.Source)))
        {
            commands.Add(
                """
                insert into tallies (device, planner, source, rewards, total) values ($1, $2, $3, $4, $5)
                on conflict (device, planner, source) do update set rewards = tallies.rewards + excluded.rewards, total = tallies.total + excluded.total
                """, device, group.Key.Planner, (short)group.Key.Source!.Value, (long)group.Count(), group.Sum(line => line.Reward!.Value));
        }
        commands.Add(StoredRanges.DurableThrough, device, stream, batch.Acknowledged);
        await using var reader = await commands.ExecuteReaderAsync(token);
        await reader.ReadAsync(token);
        return reader.GetInt64(0);
    }

    private void Count(int lines, List<RecordLine> kept, HashSet<long> added)
    {
        metrics.Erased.Add(lines - kept.Count);
        metrics.Duplicates.Add(kept.Count - added.Count);
        foreach (var group in kept.Where(line => added.Contains(line.Seq)).GroupBy(line => line.Kind))
            metrics.Stored.Add(WireNames.Of(group.Key), group.Count());
        foreach (var gap in kept.Where(line => line.Kind == RecordKind.Gap && added.Contains(line.Seq)))
            metrics.Lost.Add(gap.LostBy!, gap.Lost!.Value);
    }
}
