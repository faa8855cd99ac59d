using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Telemetry.Tests.Uploading.Hubs;

/// <summary>The least that a hub must do (docs/uploads.md), written from the contract alone: the truth against which a device's deletions are held.</summary>
internal sealed class MemoryHub
{
    private readonly Dictionary<long, string> _records = [];
    private readonly HashSet<long> _covered = [];
    private readonly Lock _gate = new();

    public IReadOnlyDictionary<long, string> Records => _records;

    /// <summary>Numbers that a stored batch spoke for.</summary>
    public IReadOnlySet<long> Covered => _covered;

    public HubAnswer Take(HubRequest request)
    {
        lock (_gate)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Text)));
            var expected = string.Create(CultureInfo.InvariantCulture,
                $"van-7/{request.Query["spool"]}/{request.Number("boot")}/{request.Number("first")}-{request.Number("last")}/{hash}");
            if (request.Method != "POST" || request.Path != "/v1/devices/van-7/records" || request.Key != expected)
                return HubAnswer.Problem(400, $"the key is {request.Key}");
            var (acknowledged, first, last) = (request.Number("acknowledged"), request.Number("first"), request.Number("last"));
            var lines = request.Records.ToArray();
            if (acknowledged >= first || lines.Any(r => r.Sequence < first || r.Sequence > last) || !lines.Select(r => r.Sequence).Order().SequenceEqual(lines.Select(r => r.Sequence)))
                return HubAnswer.Problem(422, "numbers outside of the range, or out of order");
            if (lines.Any(r => _records.TryGetValue(r.Sequence, out var known) && known != r.Line))
                return HubAnswer.Json(409, $$"""{"title":"other contents","durable_through":{{Through(acknowledged)}}}""");
            foreach (var (sequence, line) in lines)
                _records[sequence] = line;
            for (var n = first; n <= last; n++)
                _covered.Add(n);
            return HubAnswer.Json(200, $$"""{"batch":"{{request.Key}}","durable_through":{{Through(acknowledged)}},"stored":{{lines.Length}},"duplicates":0}""");
        }
    }

    private long Through(long acknowledged)
    {
        while (_covered.Contains(acknowledged + 1))
            acknowledged++;
        return acknowledged;
    }
}
