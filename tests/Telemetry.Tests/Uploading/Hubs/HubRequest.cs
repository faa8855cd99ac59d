using System.Text;
using System.Text.Json;
using ZstdSharp;

namespace Telemetry.Tests.Uploading.Hubs;

/// <summary>What a device sent, as it came over the wire.</summary>
internal sealed record HubRequest(string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Key => Headers["Idempotency-Key"];

    public long Number(string name) => long.Parse(Query[name], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The lines, after decompression.</summary>
    public string Text
    {
        get
        {
            if (!Headers.TryGetValue("Content-Encoding", out var encoding))
                return Encoding.UTF8.GetString(Body);
            if (encoding != "zstd")
                throw new InvalidDataException($"Content-Encoding is {encoding}");
            using var decompressor = new Decompressor();
            return Encoding.UTF8.GetString(decompressor.Unwrap(Body));
        }
    }

    public IEnumerable<(long Sequence, string Line)> Records
    {
        get
        {
            foreach (var line in Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                using var document = JsonDocument.Parse(line);
                yield return (document.RootElement.GetProperty("seq").GetInt64(), line);
            }
        }
    }
}
