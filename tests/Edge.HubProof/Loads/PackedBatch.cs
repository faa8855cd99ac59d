using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ZstdSharp;

namespace Edge.HubProof.Loads;

/// <summary>A batch as a device sends it: lines of consecutive numbers, packed.</summary>
internal sealed record PackedBatch(string Device, string Spool, long First, long Last, string Key, byte[] Body)
{
    public static PackedBatch Make(string device, string spool, long first, long last, Compressor compressor)
    {
        var text = new StringBuilder();
        for (var seq = first; seq <= last; seq++)
            text.Append(RecordTruth.Line(device, seq)).Append('\n');
        var body = Encoding.UTF8.GetBytes(text.ToString());
        return new PackedBatch(
            device, spool, first, last, FormattableString.Invariant($"{device}/{spool}/1/{first}-{last}/{Convert.ToHexStringLower(SHA256.HashData(body))}"), compressor.Wrap(body).ToArray());
    }

    public HttpRequestMessage Request(Uri hub, string token, long acknowledged)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(hub, FormattableString.Invariant($"/v1/devices/{Device}/records?spool={Spool}&boot=1&first={First}&last={Last}&acknowledged={acknowledged}")))
        {
            Content = new ByteArrayContent(Body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        request.Content.Headers.ContentEncoding.Add("zstd");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Key);
        return request;
    }
}
