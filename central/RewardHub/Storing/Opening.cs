using Npgsql;
using RewardHub.Databases;
using RewardHub.Devices;
using RewardHub.Records;
using RewardHub.Uploads;

namespace RewardHub.Storing;

/// <summary>What a batch's transaction begins with, in one round trip: its locks, the device's standing, its stream, and what is known of it.</summary>
/// <param name="Device">As it stands now; it may have been revoked or erased since it was let in.</param>
/// <param name="HasErasedAnswers">Whether anything it sends may be about an erased user's answer.</param>
/// <param name="Stream">The number of its spool.</param>
/// <param name="StoredSha256">Of a batch with the same first and last, if there was one.</param>
/// <param name="ErasedUsers">Of those that the batch names.</param>
internal sealed record Opening(Device Device, bool HasErasedAnswers, int Stream, byte[]? StoredSha256, IReadOnlyList<string> ErasedUsers)
{
    public static async Task<Opening> ReadAsync(NpgsqlConnection connection, int device, Batch batch, List<RecordLine> lines, CancellationToken token)
    {
        var users = lines.Select(line => line.User).OfType<string>().Distinct().ToArray();
        await using var commands = new NpgsqlBatch(connection);
        // Shared by uploads, exclusive for the moment in which a user is marked as erased.
        commands.Add("select pg_advisory_xact_lock_shared($1)", EraseLock.Key);
        // Batches of one device come one after the other: this row is their lock.
        commands.Add("insert into activity (device) values ($1) on conflict (device) do update set last_seen = now()", device);
        commands.Add("select id, name, revoked is not null, erased is not null, has_erased_answers from devices where id = $1", device);
        commands.Add(
            """
            insert into streams (device, spool, boot) values ($1, $2, $3)
            on conflict (device, spool) do update set boot = greatest(streams.boot, excluded.boot) returning id
            """, device, batch.Spool, batch.Boot);
        commands.Add(
            """
            select b.sha256 from batches b join streams s on s.device = b.device and s.id = b.stream
            where s.device = $1 and s.spool = $2 and b.first = $3 and b.last = $4
            """, device, batch.Spool, batch.First, batch.Last);
        commands.Add("select name from erased_users where name = any($1)", (object)users); // one value, not one for each user
        await using var reader = await commands.ExecuteReaderAsync(token);
        await reader.NextResultAsync(token); // behind the lock; the row of activity returns nothing
        await reader.ReadAsync(token);
        var known = new Device(reader.GetInt32(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3));
        var hasErasedAnswers = reader.GetBoolean(4);
        await reader.NextResultAsync(token);
        await reader.ReadAsync(token);
        var stream = reader.GetInt32(0);
        await reader.NextResultAsync(token);
        var sha256 = await reader.ReadAsync(token) ? reader.GetFieldValue<byte[]>(0) : null;
        await reader.NextResultAsync(token);
        var erased = new List<string>();
        while (await reader.ReadAsync(token))
            erased.Add(reader.GetString(0));
        return new Opening(known, hasErasedAnswers, stream, sha256, erased);
    }
}
