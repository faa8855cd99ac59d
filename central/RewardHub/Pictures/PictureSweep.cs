using Amazon.Runtime;
using Npgsql;
using RewardHub.Databases;
using RewardHub.Watching;

namespace RewardHub.Pictures;

/// <summary>Deletes pictures that no record refers to: after an erasure, and what failed uploads have left behind.</summary>
internal sealed class PictureSweep(NpgsqlDataSource database, IPictureStore store, DatabaseStart start, HubMetrics metrics, TimeProvider clock, ILogger<PictureSweep> log)
    : BackgroundService
{
    private const int Portion = 200;
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(10);

    /// <summary>A batch that was announced and not stored may still come again.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromHours(1);

    /// <param name="age">Announced longer ago than this; zero right after an erasure.</param>
    /// <param name="token">Ends it.</param>
    /// <returns>How many were deleted.</returns>
    public async Task<long> SweepAsync(TimeSpan age, CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        long deleted = 0;
        var after = Array.Empty<byte>();
        while (true)
        {
            await using var next = connection.Command(
                "select sha256 from pictures where not settled and touched <= now() - $1 and sha256 > $2 order by sha256 limit $3", age, after, Portion);
            var loose = await next.ListAsync(reader => reader.GetFieldValue<byte[]>(0), token);
            if (loose.Count == 0)
                return deleted;
            foreach (var sha256 in loose)
                deleted += await DecideAsync(connection, sha256, token) ? 1 : 0;
            after = loose[^1];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (start.IsDone)
                    await SweepAsync(s_patience, stoppingToken);
            }
            catch (Exception e) when (DatabaseFault.IsPassing(e) || e is IOException or UnauthorizedAccessException or HttpRequestException or AmazonServiceException or AmazonClientException)
            {
                PictureLog.SweepPutOff(log, e.Message);
            }
        }
    }

    /// <summary>Under the picture's lock, which a batch that brings it again waits for.</summary>
    private async Task<bool> DecideAsync(NpgsqlConnection connection, byte[] sha256, CancellationToken token)
    {
        await using var transaction = await connection.BeginTransactionAsync(token);
        await connection.RunAsync("select 1 from pictures where sha256 = $1 for update", token, sha256);
        await using var asks = connection.Command("select exists (select 1 from records where picture = $1)", sha256);
        var isUsed = await asks.ExecuteScalarAsync(token) is true;
        if (isUsed)
            await connection.RunAsync("update pictures set settled = true where sha256 = $1", token, sha256);
        else
        {
            await store.DeleteAsync(sha256, token);
            await connection.RunAsync("delete from pictures where sha256 = $1", token, sha256);
            metrics.PicturesDeleted.Add(1);
        }
        await transaction.CommitAsync(token);
        return !isUsed;
    }
}
