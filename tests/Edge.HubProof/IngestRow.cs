using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Edge.HubProof.Hubs;
using Edge.HubProof.Loads;
using Npgsql;
using RewardHub.Tests.Databases;
using ZstdSharp;

namespace Edge.HubProof;

/// <summary>How many records a second the hub and its PostgreSQL take together on two cores. The generator has made and packed its batches before; while measured it only sends, on
/// the same two cores, and what it takes of them is told.</summary>
internal static class IngestRow
{
    private const int Devices = 16;
    private const int Target = 5000;
    private const int BytesPerBatch = 256 << 10;

    /// <summary>Batches are made ahead for so many; a faster hub ends the measurement early.</summary>
    private const int MostRecordsPerSecond = 40_000;

    /// <param name="seconds">How long is measured.</param>
    /// <param name="batch">Records a batch, in place of as many as 256 KiB hold; the rate is then told and not judged.</param>
    public static async Task<int> RunAsync(int seconds, int? batch)
    {
        string[] pin = File.Exists("/usr/bin/taskset") && Environment.ProcessorCount > 2 ? ["taskset", "-c", "0,1"] : [];
        using var postgres = PostgresServer.TryStart(out var reason, wrapper: pin);
        if (postgres is null)
            return Verdict.Skip(reason);
        var database = await postgres.CreateDatabaseAsync();
        using var hub = new HubProcess(database, pin);
        var tokens = new Dictionary<string, string>();
        for (var i = 0; i < Devices; i++)
            tokens[$"device-{i}"] = await hub.AddDeviceAsync($"device-{i}");
        await hub.StartAsync();
        var perBatch = batch ?? BytesPerBatch / (RecordTruth.Line("device-0", 100_000).Length + 1);
        var queues = Make(tokens.Keys, perBatch, Math.Min(MostRecordsPerSecond, 3000L * perBatch) * seconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Devices} devices, {perBatch} records of {RecordTruth.Reward("device-0", 100_000).Length} bytes a batch, {queues.Values.First().Peek().Body.Length} bytes packed"));

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        var counts = new long[seconds + 120];
        var faults = new ConcurrentQueue<string>();
        await SendAsync(client, hub, tokens, queues, new long[130], faults, TimeSpan.FromSeconds(3)); // warm
        var (hubBefore, databaseBefore, ownBefore) = (hub.ProcessorTime, Processors.OfTree(postgres.ProcessId), Process.GetCurrentProcess().TotalProcessorTime);
        var (others, began) = (Processors.Busy(), Stopwatch.GetTimestamp());
        await SendAsync(client, hub, tokens, queues, counts, faults, TimeSpan.FromSeconds(seconds));
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var (hubTook, databaseTook, ownTook) =
            ((hub.ProcessorTime - hubBefore).TotalSeconds, (Processors.OfTree(postgres.ProcessId) - databaseBefore).TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - ownBefore).TotalSeconds);
        var othersTook = (Processors.Busy() - others).TotalSeconds - hubTook - databaseTook - ownTook;

        foreach (var fault in faults.Take(5))
            Console.WriteLine(fault);
        var sent = counts.Sum();
        var (rows, size) = await SizeAsync(database);
        var perSecond = counts.Take(Math.Max(1, Math.Min(seconds, (int)elapsed))).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"cores used: hub {hubTook / elapsed:0.00}, PostgreSQL {databaseTook / elapsed:0.00}, generator {ownTook / elapsed:0.00}, everything else on this machine {othersTook / elapsed:0.00} of {Environment.ProcessorCount}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"records in a second: median {perSecond[perSecond.Length / 2]}, worst {perSecond[0]}; per core of hub and PostgreSQL {sent / (hubTook + databaseTook):0}; {size / rows} bytes of database a record"));
        if (batch is not null)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{sent / elapsed / perBatch:0} batches/s of {perBatch}; {(hubTook + databaseTook) * 1000 * perBatch / sent:0.00} ms of a core each, hub and PostgreSQL together"));
        }
        return Verdict.Of(
            faults.IsEmpty && (batch is not null || sent / elapsed >= Target) && rows >= sent,
            $"{sent / elapsed:0} records/s over {elapsed:0} s{(batch is null ? FormattableString.Invariant($", wanted {Target}") : "")}; {rows} rows in the database");
    }

    private static Dictionary<string, Queue<PackedBatch>> Make(IEnumerable<string> devices, int perBatch, long records)
    {
        var each = records / Devices / perBatch + 1;
        var queues = new ConcurrentDictionary<string, Queue<PackedBatch>>();
        Parallel.ForEach(devices, device =>
        {
            using var compressor = new Compressor(3);
            queues[device] = new Queue<PackedBatch>(Enumerable.Range(0, (int)each).Select(i => PackedBatch.Make(device, "00000000000000aa", i * perBatch + 1L, (i + 1L) * perBatch, compressor)));
        });
        return new Dictionary<string, Queue<PackedBatch>>(queues);
    }

    /// <summary>Each device sends one batch after the other, as real ones do.</summary>
    private static async Task SendAsync(
        HttpClient client, HubProcess hub, Dictionary<string, string> tokens, Dictionary<string, Queue<PackedBatch>> queues, long[] counts, ConcurrentQueue<string> faults, TimeSpan length)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(tokens.Select(async pair =>
        {
            while (Stopwatch.GetElapsedTime(began) < length && faults.IsEmpty && queues.Values.All(queue => queue.Count > 0))
            {
                var batch = queues[pair.Key].Dequeue();
                using var request = batch.Request(hub.Url, pair.Value, batch.First - 1);
                using var response = await client.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.OK)
                    Interlocked.Add(ref counts[(int)Stopwatch.GetElapsedTime(began).TotalSeconds], batch.Last - batch.First + 1);
                else
                    faults.Enqueue($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            }
        }));
    }

    private static async Task<(long Rows, long Bytes)> SizeAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select count(*), pg_database_size(current_database()) from records");
        command.CommandTimeout = 600;
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
