using Npgsql;

namespace RewardHub.Devices;

/// <summary>Who may upload. Revoking and erasing leave the row: the name stays known, and refused.</summary>
internal sealed class DeviceRegister(NpgsqlDataSource database)
{
    private const string Columns = "id, name, revoked is not null, erased is not null, token_sha256";

    /// <summary>Its token, which is not to be had again; null where the name is taken.</summary>
    public async Task<string?> AddAsync(string name, CancellationToken token)
    {
        var secret = DeviceToken.Draw();
        await using var command = database.CreateCommand("insert into devices (name, token_sha256) values ($1, $2) on conflict (name) do nothing returning id");
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = DeviceToken.HashOf(secret) });
        return await command.ExecuteScalarAsync(token) is null ? null : secret;
    }

    /// <summary>A new token in place of the old one, also for a device that was revoked; null where there is no such device, or it was erased.</summary>
    public async Task<string?> RenewAsync(string name, CancellationToken token)
    {
        var secret = DeviceToken.Draw();
        await using var command = database.CreateCommand("update devices set token_sha256 = $2, revoked = null where name = $1 and erased is null returning id");
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = DeviceToken.HashOf(secret) });
        return await command.ExecuteScalarAsync(token) is null ? null : secret;
    }

    public async Task<bool> RevokeAsync(string name, CancellationToken token)
    {
        await using var command = database.CreateCommand("update devices set revoked = coalesce(revoked, now()) where name = $1 returning id");
        command.Parameters.Add(new() { Value = name });
        return await command.ExecuteScalarAsync(token) is not null;
    }

    public async Task<Device?> FindByTokenAsync(string secret, CancellationToken token)
    {
        await using var command = database.CreateCommand($"select {Columns} from devices where token_sha256 = $1");
        command.Parameters.Add(new() { Value = DeviceToken.HashOf(secret) });
        return await ReadAsync(command, token);
    }

    public async Task<Device?> FindAsync(string name, CancellationToken token)
    {
        await using var command = database.CreateCommand($"select {Columns} from devices where name = $1");
        command.Parameters.Add(new() { Value = name });
        return await ReadAsync(command, token);
    }

    /// <summary>A device whose certificate our authority has signed needs no further entry by hand.</summary>
    public async Task<Device> FindOrEnrolAsync(string name, CancellationToken token)
    {
        if (await FindAsync(name, token) is { } known)
            return known;
        await using (var command = database.CreateCommand("insert into devices (name) values ($1) on conflict (name) do nothing"))
        {
            command.Parameters.Add(new() { Value = name });
            await command.ExecuteNonQueryAsync(token);
        }
        return (await FindAsync(name, token))!;
    }

    /// <summary>In order of name.</summary>
    /// <param name="after">Names behind this one.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="token">Ends it.</param>
    public async Task<List<DeviceSummary>> ListAsync(string after, int most, CancellationToken token)
    {
        await using var command = database.CreateCommand(
            """
            select d.name, d.added, a.last_seen, d.revoked is not null, d.erased is not null, coalesce(a.records, 0), coalesce(a.bytes, 0)
            from devices d left join activity a on a.device = d.id where d.name > $1 order by d.name limit $2
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(token);
        var devices = new List<DeviceSummary>();
        while (await reader.ReadAsync(token))
            devices.Add(Summary(reader));
        return devices;
    }

    public static DeviceSummary Summary(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2),
        reader.GetBoolean(3), reader.GetBoolean(4), reader.GetInt64(5), reader.GetInt64(6));

    private static async Task<Device?> ReadAsync(NpgsqlCommand command, CancellationToken token)
    {
        await using var reader = await command.ExecuteReaderAsync(token);
        return await reader.ReadAsync(token)
            ? new Device(reader.GetInt32(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3)) { TokenHash = reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4) }
            : null;
    }
}
