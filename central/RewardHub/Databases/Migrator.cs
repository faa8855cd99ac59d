using System.Globalization;
using System.Reflection;
using Npgsql;

namespace RewardHub.Databases;

/// <summary>Brings the tables up to this program's version: plain SQL files, in order, each in a transaction. Several hubs may start at once.</summary>
internal sealed class Migrator(NpgsqlDataSource database, ILogger<Migrator> log)
{
    /// <summary>Any number of our own: the key of the advisory lock that one migrating hub holds.</summary>
    private const long Lock = 0x45646765_48756201;

    private static readonly (int Version, string Resource)[] s_scripts = Scripts();

    public async Task RunAsync(CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        await RequireSyncAsync(connection, token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await ExecuteAsync(connection, FormattableString.Invariant(
            $"set local lock_timeout = '60s'; set local statement_timeout = 0; select pg_advisory_xact_lock({Lock}); create table if not exists schema_version (version int primary key, applied timestamptz not null default now())"), token);
        var current = await CurrentAsync(connection, token);
        var newest = s_scripts[^1].Version;
        if (current > newest)
        {
            throw new HubException(FormattableString.Invariant(
                $"the database's tables are of version {current}, this hub knows up to {newest}: run the newer hub, or restore the database from before it"));
        }
        foreach (var (version, resource) in s_scripts.Where(script => script.Version > current))
        {
            await ExecuteAsync(connection, await TextOfAsync(resource, token), token);
            await ExecuteAsync(connection, FormattableString.Invariant($"insert into schema_version (version) values ({version})"), token);
            DatabaseLog.Migrated(log, version);
        }
        await transaction.CommitAsync(token);
    }

    /// <summary>With fsync off, PostgreSQL says that it has stored what a power cut takes back.</summary>
    private static async Task RequireSyncAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("select current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on'", connection);
        if (await command.ExecuteScalarAsync(token) is not true)
            throw new HubException("PostgreSQL runs with fsync or full_page_writes off: what this hub tells devices to delete could be lost. Turn both on");
    }

    private static async Task<int> CurrentAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(version), 0) from schema_version", connection);
        return (int)(await command.ExecuteScalarAsync(token))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(token);
    }

    private static (int, string)[] Scripts() =>
        [.. from name in Assembly.GetExecutingAssembly().GetManifestResourceNames()
            where name.EndsWith(".sql", StringComparison.Ordinal)
            let file = name[(name.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..]
            let version = int.Parse(file.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture)
            orderby version
            select (version, name)];

    private static async Task<string> TextOfAsync(string resource, CancellationToken token)
    {
        await using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(token);
    }
}
