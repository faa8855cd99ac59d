using Npgsql;
using RewardHub.Databases;
using RewardHub.Pictures;
using RewardHub.Storing;
using RewardHub.Watching;

namespace RewardHub.Erasing;

/// <summary>Erases a device or a user: first the tombstone, so that nothing comes after, then the records in portions, then pictures nobody else has.
/// Broken off half-way, the same request again goes on.</summary>
internal sealed class Eraser(NpgsqlDataSource database, PictureSweep sweep, HubMetrics metrics, ILogger<Eraser> log)
{
    private const int Portion = 2000;

    /// <summary>Longer than any upload's transaction.</summary>
    private const string LongWait = "set local lock_timeout = '60s'";

    /// <param name="Records">Deleted now.</param>
    /// <param name="Pictures">Deleted now from the picture store.</param>
    internal sealed record Erased(long Records, long Pictures);

    /// <returns>Null where there is no such device.</returns>
    public async Task<Erased?> EraseDeviceAsync(string name, CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        if (await MarkDeviceAsync(connection, name, token) is not { } device)
            return null;
        long records = 0, portion;
        do
        {
            portion = await Tombstones.DeleteAsync(
                connection, $"(device, stream, seq) in (select device, stream, seq from records where device = $1 limit {Portion})", token, device);
            records += portion;
        }
        while (portion > 0);
        foreach (var table in new[] { "ranges", "batches", "streams", "tallies", "erased_answers", "alarms" })
            await connection.RunAsync($"delete from {table} where device = $1", token, device);
        return await FinishAsync($"device {name}", records, token);
    }

    /// <summary>Also a user nobody has heard of yet: what arrives later is not kept.</summary>
    public async Task<Erased> EraseUserAsync(string user, CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        await MarkUserAsync(connection, user, token);
        long records = 0;
        while (true)
        {
            await using var next = connection.Command("select distinct device, answer from records where user_name = $1 and answer is not null limit 500", user);
            var answers = await next.ListAsync(reader => (Device: reader.GetInt32(0), Answer: reader.GetString(1)), token);
            if (answers.Count == 0)
                return await FinishAsync("a user", records, token);
            foreach (var group in answers.GroupBy(pair => pair.Device))
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                await connection.RunAsync("select 1 from activity where device = $1 for update", token, group.Key);
                records += await Tombstones.EraseAnswersAsync(connection, group.Key, [.. group.Select(pair => pair.Answer)], token);
                await transaction.CommitAsync(token);
            }
        }
    }

    private static async Task<int?> MarkDeviceAsync(NpgsqlConnection connection, string name, CancellationToken token)
    {
        await using var transaction = await connection.BeginTransactionAsync(token);
        await connection.RunAsync(LongWait, token);
        // The lock of its uploads: those before are done, those after find it erased.
        await connection.RunAsync("insert into activity (device) select id from devices where name = $1 on conflict (device) do update set records = 0, bytes = 0", token, name);
        // Its token stays, to be told that it is erased and not that it is a stranger.
        await using var mark = connection.Command("update devices set erased = coalesce(erased, now()) where name = $1 returning id", name);
        var device = (int?)await mark.ExecuteScalarAsync(token);
        await transaction.CommitAsync(token);
        return device;
    }

    private static async Task MarkUserAsync(NpgsqlConnection connection, string user, CancellationToken token)
    {
        await using var transaction = await connection.BeginTransactionAsync(token);
        await connection.RunAsync(LongWait, token);
        await connection.RunAsync("select pg_advisory_xact_lock($1)", token, EraseLock.Key);
        await connection.RunAsync("insert into erased_users (name) values ($1) on conflict do nothing", token, user);
        await transaction.CommitAsync(token);
    }

    private async Task<Erased> FinishAsync(string what, long records, CancellationToken token)
    {
        var pictures = await sweep.SweepAsync(TimeSpan.Zero, token);
        metrics.Deleted.Add(records);
        ErasingLog.Erased(log, what, records, pictures);
        return new Erased(records, pictures);
    }
}
