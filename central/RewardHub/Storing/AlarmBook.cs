using Npgsql;
using RewardHub.Databases;
using RewardHub.Refusing;
using RewardHub.Uploads;

namespace RewardHub.Storing;

/// <summary>Alarms for the administrator. The same one again is counted, not written again.</summary>
internal sealed class AlarmBook(NpgsqlDataSource database, ILogger<AlarmBook> log)
{
    /// <returns>How far the device's records are durable all the same.</returns>
    public async Task<long> RaiseAsync(int device, Batch batch, Refusal conflict, CancellationToken token)
    {
        StoringLog.Alarm(log, batch.Device, batch.Spool, batch.First, batch.Last, conflict.Detail);
        await using var connection = await database.OpenConnectionAsync(token);
        await connection.RunAsync(
            """
            insert into alarms (device, spool, first, last, kind, detail) values ($1, $2, $3, $4, $5, $6)
            on conflict (device, spool, first, last, kind) do update set repeated = now(), times = alarms.times + 1
            """, token, device, batch.Spool, batch.First, batch.Last, conflict.Reason, conflict.Detail);
        await using var command = connection.Command("select id from streams where device = $1 and spool = $2", device, batch.Spool);
        return await command.ExecuteScalarAsync(token) is int stream
            ? await StoredRanges.DurableThroughAsync(connection, device, stream, batch.Acknowledged, token)
            : batch.Acknowledged;
    }
}
