using Amazon.Runtime;
using Npgsql;
using RewardHub.Databases;
using RewardHub.Records;
using RewardHub.Watching;

namespace RewardHub.Pictures;

/// <summary>Puts a batch's pictures where they belong, so that no crash leaves a record without its picture, or a picture that nobody knows of.</summary>
internal sealed class PictureShelf(NpgsqlDataSource database, IPictureStore store, HubMetrics metrics)
{
    private const int AtOnce = 4;

    /// <summary>Before the batch's transaction, and kept if that fails: what may lie in the store without a record from here on.</summary>
    public async Task AnnounceAsync(List<RecordLine> lines, CancellationToken token)
    {
        var pictures = Distinct(lines);
        if (pictures.Count == 0)
            return;
        await using var connection = await database.OpenConnectionAsync(token);
        await UpsertAsync(connection, pictures, settled: false, token);
    }

    /// <summary>Inside the batch's transaction. The rows stay locked until it ends, so that no sweep comes between.</summary>
    public async Task KeepAsync(NpgsqlConnection connection, List<RecordLine> lines, CancellationToken token)
    {
        var pictures = Distinct(lines);
        if (pictures.Count == 0)
            return;
        await UpsertAsync(connection, pictures, settled: true, token);
        await Parallel.ForEachAsync(pictures, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token }, async (picture, stop) =>
        {
            try
            {
                await store.PutAsync(picture.Sha256, picture.Bytes, picture.MediaType, stop);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException or AmazonServiceException or AmazonClientException)
            {
                throw new PictureStoreException($"a picture of {picture.Bytes.Length} bytes could not be stored: {e.Message}", e);
            }
        });
        metrics.PicturesStored.Add(pictures.Count);
    }

    /// <summary>In one order for everybody, or two batches with the same pictures could wait for each other.</summary>
    private static List<Picture> Distinct(List<RecordLine> lines) =>
        [.. lines.Select(line => line.Picture).OfType<Picture>().DistinctBy(picture => Convert.ToHexString(picture.Sha256)).OrderBy(picture => Convert.ToHexString(picture.Sha256), StringComparer.Ordinal)];

    private static Task<int> UpsertAsync(NpgsqlConnection connection, List<Picture> pictures, bool settled, CancellationToken token) => connection.RunAsync(
        """
        insert into pictures (sha256, bytes, media_type, settled) select x.*, $4 from unnest($1, $2, $3) as x
        on conflict (sha256) do update set touched = now(), settled = pictures.settled or excluded.settled
        """, token,
        pictures.Select(picture => picture.Sha256).ToArray(), pictures.Select(picture => picture.Bytes.Length).ToArray(),
        pictures.Select(picture => picture.MediaType).ToArray(), settled);
}

/// <summary>The picture store cannot take pictures now. The batch is not stored and may come again.</summary>
internal sealed class PictureStoreException(string message, Exception inner) : Exception(message, inner);
