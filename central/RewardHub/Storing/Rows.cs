using Npgsql;
using RewardHub.Databases;
using RewardHub.Records;

namespace RewardHub.Storing;

/// <summary>Records as rows: many in one statement.</summary>
internal static class Rows
{
    /// <returns>The numbers that were not there yet.</returns>
    public static async Task<HashSet<long>> InsertAsync(
        NpgsqlConnection connection, int device, int stream, long boot, IReadOnlyCollection<RecordLine> lines, CancellationToken token)
    {
        await using var command = connection.Command(
            """
            insert into records (device, stream, boot, seq, kind, answer, user_name, consent, planner, source, reward, asked, corrected, lost, picture, body)
            select $1, $2, $3, x.* from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) as x
            on conflict (device, stream, seq) do nothing returning seq
            """,
            device, stream, boot,
            lines.Select(line => line.Seq).ToArray(),
            lines.Select(line => (short)line.Kind).ToArray(),
            lines.Select(line => line.Answer).ToArray(),
            lines.Select(line => line.User).ToArray(),
            lines.Select(line => line.Consent).ToArray(),
            lines.Select(line => line.Planner).ToArray(),
            lines.Select(line => (short?)line.Source).ToArray(),
            lines.Select(line => line.Reward).ToArray(),
            lines.Select(line => line.Asked).ToArray(),
            lines.Select(line => line.Corrected).ToArray(),
            lines.Select(line => line.Lost).ToArray(),
            lines.Select(line => line.Picture?.Sha256).ToArray(),
            lines.Select(line => line.Body).ToArray());
        return [.. await command.ListAsync(reader => reader.GetInt64(0), token)];
    }

    /// <summary>How each line compares with what is stored under its number.</summary>
    public static async Task<List<Comparison>> CompareAsync(
        NpgsqlConnection connection, int device, int stream, IReadOnlyCollection<RecordLine> lines, CancellationToken token)
    {
        await using var command = connection.Command(
            """
            select x.seq, r.kind, r.lost, r.kind = x.kind and r.body = x.body
            from unnest($3, $4, $5) as x (seq, kind, body) join records r on r.device = $1 and r.stream = $2 and r.seq = x.seq
            """,
            device, stream,
            lines.Select(line => line.Seq).ToArray(),
            lines.Select(line => (short)line.Kind).ToArray(),
            lines.Select(line => line.Body).ToArray());
        return await command.ListAsync(
            reader => new Comparison(reader.GetInt64(0), (RecordKind)reader.GetInt16(1), reader.IsDBNull(2) ? 0 : reader.GetInt64(2), reader.GetBoolean(3)), token);
    }

    public static Task<int> DeleteAsync(NpgsqlConnection connection, int device, int stream, long[] numbers, CancellationToken token) =>
        connection.RunAsync("delete from records where device = $1 and stream = $2 and seq = any($3)", token, device, stream, numbers);

    /// <returns>How many rows are stored in the range, and whether one of them is a gap.</returns>
    public static async Task<(long Count, bool HasGap)> CountAsync(NpgsqlConnection connection, int device, int stream, long first, long last, CancellationToken token)
    {
        await using var command = connection.Command(
            "select count(*), coalesce(bool_or(kind = 6), false) from records where device = $1 and stream = $2 and seq between $3 and $4", device, stream, first, last);
        return (await command.ListAsync(reader => (reader.GetInt64(0), reader.GetBoolean(1)), token))[0];
    }
}

/// <param name="Seq">The number.</param>
/// <param name="Stored">What is there.</param>
/// <param name="StoredLost">If that is a gap: how many it tells of.</param>
/// <param name="IsSame">Whether kind and contents agree, byte for byte.</param>
internal readonly record struct Comparison(long Seq, RecordKind Stored, long StoredLost, bool IsSame);
