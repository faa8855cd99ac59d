using System.Net;
using System.Text.Json.Nodes;
using ZstdSharp;

namespace Edge.HubProof.Loads;

/// <summary>A device that behaves badly within the contract: several batches on the way at once, in any order, one in eight sent twice, and one round in twelve forgotten, as by a
/// restart before the answers were read, and cut anew into other batches. It believes only durable_through.</summary>
internal sealed class SimulatedDevice(string name, string secret, long records, int seed)
{
    private const int MostOnTheWay = 4;
    private const int MostPerBatch = 400;
    private readonly Random _random = new(seed);
    private readonly string _spool = $"{seed:x16}";
    private long _acknowledged;
    private long _cut;

    public string Name => name;

    public long Records => records;

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    public long Duplicates { get; private set; }

    public long Requests { get; private set; }

    public string? Fault { get; private set; }

    public async Task RunAsync(HttpClient client, Uri hub, CancellationToken token)
    {
        using var compressor = new Compressor(1);
        while (Acknowledged < records && Fault is null)
        {
            var batches = new List<PackedBatch>();
            while (batches.Count < MostOnTheWay && _cut < records)
            {
                var first = _cut + 1;
                _cut = Math.Min(records, _cut + _random.Next(1, MostPerBatch));
                batches.Add(PackedBatch.Make(name, _spool, first, _cut, compressor));
                if (_random.Next(8) == 0)
                    batches.Add(batches[^1]);
            }
            var shuffled = batches.ToArray();
            _random.Shuffle(shuffled);
            var before = Acknowledged;
            var answers = await Task.WhenAll(shuffled.Select(batch => SendAsync(client, hub, batch, before, token)));
            Requests += shuffled.Length;
            if (_random.Next(12) == 0)
            {
                _cut = Acknowledged; // a restart before the answers were read: all of it is cut anew
                continue;
            }
            Interlocked.Exchange(ref _acknowledged, Math.Max(Acknowledged, answers.Max()));
            // Above what was cut where an earlier cut has got further; below where an answer is missing.
            if (answers.Any(answer => answer < 0) || _cut < Acknowledged || _cut == records)
                _cut = Acknowledged;
        }
    }

    /// <returns>durable_through, or -1: nothing is known, send again.</returns>
    private async Task<long> SendAsync(HttpClient client, Uri hub, PackedBatch batch, long acknowledged, CancellationToken token)
    {
        try
        {
            using var request = batch.Request(hub, secret, acknowledged);
            using var response = await client.SendAsync(request, token);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), token);
                return -1;
            }
            var text = await response.Content.ReadAsStringAsync(token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                Fault ??= $"{name} {batch.First}-{batch.Last}: {(int)response.StatusCode} {text}";
                return -1;
            }
            var answer = JsonNode.Parse(text)!;
            if ((string?)answer["batch"] != batch.Key || (int)answer["stored"]! + (int)answer["duplicates"]! != batch.Last - batch.First + 1)
                Fault ??= $"{name} {batch.First}-{batch.Last}: {text}";
            lock (_random)
                Duplicates += (int)answer["duplicates"]!;
            return (long)answer["durable_through"]!;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The hub was killed.
            await Task.Delay(TimeSpan.FromMilliseconds(100), token);
            return -1;
        }
    }
}
