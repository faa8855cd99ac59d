using Npgsql;
using RewardHub.Databases;

namespace RewardHub.Storing;

/// <summary>The runs of numbers that are stored. Neighbours and overlaps are folded, so a device that loses nothing has one row.</summary>
internal static class StoredRanges
{
    public const string Fold =
        """
        with touching as (
            delete from ranges
            where device = $1 and stream = $2 and last >= $3 - 1 and first <= $4 + 1
                and first >= coalesce((select max(first) from ranges where device = $1 and stream = $2 and first <= $3), $3)
            returning first, last)
        insert into ranges (device, stream, first, last)
        select $1, $2, least($3, min(first)), greatest($4, max(last)) from touching
        """;

    /// <summary>The end of the run that begins right above what is acknowledged, or that number itself.</summary>
    public const string DurableThrough =
        """
        select coalesce((
            select case when r.last > $3 then r.last end from ranges r
            where r.device = $1 and r.stream = $2 and r.first <= $3 + 1 order by r.first desc limit 1), $3)
        """;

    public static async Task<long> DurableThroughAsync(NpgsqlConnection connection, int device, int stream, long acknowledged, CancellationToken token)
    {
        await using var command = connection.Command(DurableThrough, device, stream, acknowledged);
        return (long)(await command.ExecuteScalarAsync(token))!;
    }
}
