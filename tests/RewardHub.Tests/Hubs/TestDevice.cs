using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ZstdSharp;

namespace RewardHub.Tests.Hubs;

/// <summary>What a device sends, byte for byte as the contract says.</summary>
internal sealed record TestDevice(TestHub Hub, string Name, string? Token)
{
    public string Spool { get; init; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public HttpClient Client { get; init; } = Hub.Client;

    public string Line(long seq, string kind, string record) => $$"""{"seq":{{seq}},"kind":"{{kind}}","record":{{record}}}""";

    public string Reward(
        long seq, string? id = null, double reward = 1, string source = "truth", string? user = "u-4", string consent = "2026-01", string planner = "retrieval",
        string? question = "how many red cars are near?", string plan = "n = count(cars)", string correction = "null") =>
        Line(seq, "reward", RewardJson(id ?? $"q-{seq}", reward, source, user, consent, planner, question, plan, correction));

    public string RewardJson(
        string id, double reward = 1, string source = "truth", string? user = "u-4", string consent = "2026-01", string planner = "retrieval",
        string? question = "how many red cars are near?", string plan = "n = count(cars)", string correction = "null")
    {
        var of = question is null
            ? "\"query\":null,\"plan\":null,\"outcome\":null,\"trace\":null,\"answer\":null"
            : $$"""
                "query":{"text":"{{question}}","language":"en"},"plan":"{{plan}}","outcome":"answered","trace":[{"tool":"find","ms":0.2,"size":4}],"answer":{"text":"There are 2.","type":"Int","value":2}
                """;
        return FormattableString.Invariant(
            $$"""
            {"id":"{{id}}","time":1764172800.25,"device":"{{Name}}","user":{{(user is null ? "null" : $"\"{user}\"")}},"consent":"{{consent}}","catalog":"53-9c1e","model":"m@1","planner":"{{planner}}","bundle":null,{{of}},"reward":{{reward}},"source":"{{source}}","why":"because","correction":{{correction}}}
            """);
    }

    public string Gap(long seq, long first, long last, long count, string lost = "picture", string reason = "evicted") =>
        Line(seq, "gap", $$"""{"first":{{first}},"last":{{last}},"lost":"{{lost}}","reason":"{{reason}}","count":{{count}},"bytes":812345}""");

    public string Picture(long seq, byte[] bytes, string? id = null, string type = "image/jpeg", string? user = null) => Line(
        seq, "picture",
        $$"""{"id":"{{id ?? $"q-{seq}"}}","time":1764172800.5,"consent":"2026-01","media_type":"{{type}}",{{(user is null ? "" : $"\"user\":\"{user}\",")}}"data":"{{Convert.ToBase64String(bytes)}}","camera":"front"}""");

    public Task<Answer> SendAsync(long first, long last, long acknowledged, params string[] lines) => SendAsync(Make(first, last, acknowledged, Body(lines)));

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
            return await Answer.OfAsync(await Client.SendAsync(request));
    }

    public static byte[] Body(params string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    public static byte[] Zstd(byte[] body, int level = 3)
    {
        using var compressor = new Compressor(level);
        return compressor.Wrap(body).ToArray();
    }

    /// <param name="first">The lowest number spoken for.</param>
    /// <param name="last">The highest.</param>
    /// <param name="acknowledged">Gone from the device.</param>
    /// <param name="body">Before compression; the key is made of it.</param>
    /// <param name="boot">Start of the process.</param>
    /// <param name="sent">What is sent in its place.</param>
    /// <param name="coding">Content-Encoding.</param>
    public HttpRequestMessage Make(long first, long last, long acknowledged, byte[] body, long boot = 1, byte[]? sent = null, string? coding = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/devices/{Name}/records?spool={Spool}&boot={boot}&first={first}&last={last}&acknowledged={acknowledged}")
        {
            Content = new ByteArrayContent(sent ?? body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        if (coding is not null)
            request.Content.Headers.ContentEncoding.Add(coding);
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", $"{Name}/{Spool}/{boot}/{first}-{last}/{Convert.ToHexStringLower(SHA256.HashData(body))}");
        return request;
    }
}
