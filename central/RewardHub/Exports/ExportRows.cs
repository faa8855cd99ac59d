using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using RewardHub.Databases;

namespace RewardHub.Exports;

/// <param name="Device">Its name.</param>
/// <param name="Received">By the hub.</param>
/// <param name="Reward">The record with the reward.</param>
/// <param name="Asked">The first record of the same answer that has the question, where the reward's own has none.</param>
/// <param name="Correction">The latest record of the same answer that brings a better plan; chat export only.</param>
internal readonly record struct ExportRow(string Device, DateTime Received, string Reward, string? Asked, string? Correction);

/// <summary>Reads rewards row by row: the database holds what has to be sorted, the hub one row at a time. What is erased or without consent never leaves it.</summary>
internal sealed class ExportRows(NpgsqlDataSource database)
{
    /// <summary>For the first row: PostgreSQL may have to sort millions on disk.</summary>
    private const int SecondsToFirstRow = 3600;

    // $1 planner, $2 since, $3 least reward, $4 source, $5 consents
    private const string Allowed =
        """
        r.kind = 1 and d.erased is null
            and exists (select 1 from consents c where c.version = r.consent and c.training)
            and ($5 is null or r.consent = any($5))
            and (r.user_name is null or not exists (select 1 from erased_users e where e.name = r.user_name))
            and not exists (select 1 from erased_answers e where e.device = r.device and e.answer = r.answer)
        """;

    private const string First =
        """
        left join lateral (
            select f.body, f.planner from records f
            where f.device = r.device and f.answer = r.answer and f.kind = 1 and f.asked
                and exists (select 1 from consents c where c.version = f.consent and c.training) and ($5 is null or f.consent = any($5))
            order by f.received, f.stream, f.seq limit 1) f on not r.asked
        """;

    private const string Wanted =
        """
        (r.asked or f.body is not null) and ($1 is null or coalesce(f.planner, r.planner) = $1)
            and ($2 is null or r.received >= $2) and ($4 is null or r.source = $4)
        """;

    private const string EveryReward =
        $"""
        select d.name, r.received, r.body, f.body, null::text
        from records r join devices d on d.id = r.device {First}
        where {Allowed} and {Wanted} and ($3 is null or r.reward >= $3)
        order by r.device, r.stream, r.seq
        """;

    // Of several rewards of one answer the one that knows best: truth, then user, self-check, rule; of one source the latest.
    private const string EveryAnswer =
        $"""
        select a.name, a.received, a.body, a.first, k.body from (
            select distinct on (r.device, r.answer) d.name, r.received, r.body, f.body as first, r.device, r.answer, r.reward
            from records r join devices d on d.id = r.device {First}
            where {Allowed} and {Wanted}
            order by r.device, r.answer, r.source, r.received desc, r.stream desc, r.seq desc) a
        left join lateral (
            select r.body from records r join devices d on d.id = r.device
            where r.device = a.device and r.answer = a.answer and r.corrected and {Allowed}
            order by r.received desc, r.stream desc, r.seq desc limit 1) k on true
        where $3 is null or a.reward >= $3 or k.body is not null
        """;

    public IAsyncEnumerable<ExportRow> RewardsAsync(ExportQuery query, CancellationToken token) => ReadAsync(EveryReward, query, token);

    public IAsyncEnumerable<ExportRow> AnswersAsync(ExportQuery query, CancellationToken token) => ReadAsync(EveryAnswer, query, token);

    private async IAsyncEnumerable<ExportRow> ReadAsync(string sql, ExportQuery query, [EnumeratorCancellation] CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        // Streaming takes as long as whoever reads; a reader that stalls is cut off by the web server.
        await connection.RunAsync("set local statement_timeout = 0; set transaction read only", token);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = SecondsToFirstRow };
        command.Parameters.Add(new() { Value = (object?)query.Planner ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)query.Since?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = (object?)query.MinReward ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double });
        command.Parameters.Add(new() { Value = (object?)(short?)query.Source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Smallint });
        command.Parameters.Add(new() { Value = (object?)query.Consents ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
        {
            yield return new ExportRow(
                reader.GetString(0), reader.GetDateTime(1), reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4));
        }
    }
}
