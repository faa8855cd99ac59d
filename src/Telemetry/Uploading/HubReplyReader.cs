using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Telemetry.Uploading;

/// <summary>Reads what answered, and believes nothing that the hub alone can know unless it is the hub: a captive portal says 200 too.</summary>
internal sealed class HubReplyReader(string? expectedHub, TimeProvider time)
{
    public const string HubHeader = "Edge-Hub";
    private const int MostBytes = 64 * 1024;
    private const int MostDetail = 300;
    private static readonly TimeSpan s_longestRetryAfter = TimeSpan.FromHours(24);

    /// <param name="key">What the answer must repeat.</param>
    /// <param name="acknowledged">What the hub must at least say.</param>
    public async Task<HubReply> ReadAsync(HttpResponseMessage response, string key, long acknowledged, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var body = await ReadBodyAsync(response, cancellationToken);
        HubReply Of(ReplyKind kind, string detail, long durable = 0) => new(kind, status, durable, RetryAfter(response), detail);

        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return Of(ReplyKind.NotAuthorised, Detail(body));
        if (response.StatusCode == HttpStatusCode.PreconditionFailed)
            return Of(ReplyKind.OtherHub, Detail(body));
        if (NotTheHub(response) is { } why)
            return Of(ReplyKind.Fault, $"{status}, but {why}");
        return response.StatusCode switch
        {
            HttpStatusCode.OK when Durable(body, key, acknowledged, out var through) is { } fault => Of(ReplyKind.Fault, $"200, but {fault}", through),
            HttpStatusCode.OK => Of(ReplyKind.Stored, "", Through(body)),
            HttpStatusCode.Conflict => Of(ReplyKind.Conflict, Detail(body), Math.Max(acknowledged, Through(body))),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => Of(ReplyKind.Refused, Detail(body)),
            HttpStatusCode.RequestEntityTooLarge => Of(ReplyKind.TooLarge, Detail(body)),
            HttpStatusCode.UnsupportedMediaType => Of(ReplyKind.UnknownCompression, Detail(body)),
            _ => Of(ReplyKind.Fault, $"{status}: {Detail(body)}"),
        };
    }

    private string? NotTheHub(HttpResponseMessage response)
    {
        var name = response.Headers.TryGetValues(HubHeader, out var values) ? values.First() : null;
        if (name is null)
            return $"without {HubHeader}: what answered is not a hub";
        return expectedHub is null || name == expectedHub ? null : $"the hub is '{Cut(name)}', expected '{expectedHub}' (Upload:Hub)";
    }

    /// <summary>Null where the answer is whole and to our batch.</summary>
    private static string? Durable(JsonElement? body, string key, long acknowledged, out long through)
    {
        through = Through(body);
        if (body is not { ValueKind: JsonValueKind.Object } answer)
            return "the answer is no JSON object, or only half of one";
        if (!answer.TryGetProperty("batch"u8, out var batch) || batch.ValueKind != JsonValueKind.String || batch.GetString() != key)
            return "the answer is not to this batch";
        return through < acknowledged ? "'durable_through' is missing, or less than what was acknowledged before" : null;
    }

    private static long Through(JsonElement? body) =>
        body is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("durable_through"u8, out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var through) ? through : -1;

    private static async Task<JsonElement?> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new ArrayBufferWriter<byte>(1024);
        while (buffer.WrittenCount <= MostBytes && await stream.ReadAsync(buffer.GetMemory(1024), cancellationToken) is var count and > 0)
            buffer.Advance(count);
        if (buffer.WrittenCount > MostBytes)
            return null;
        try
        {
            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is not { } after)
            return null;
        var wait = after.Delta ?? after.Date - time.GetUtcNow() ?? TimeSpan.Zero;
        return wait <= TimeSpan.Zero ? null : wait < s_longestRetryAfter ? wait : s_longestRetryAfter;
    }

    /// <summary>What the hub says of an error; it goes into a log, so short and on one line.</summary>
    private static string Detail(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } answer)
            return "no reason given";
        var parts = new List<string>();
        foreach (var name in (ReadOnlySpan<string>)["title", "detail"])
        {
            if (answer.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String)
                parts.Add(text.GetString()!);
        }
        if (answer.TryGetProperty("line"u8, out var line) && line.TryGetInt64(out var number))
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"line {number}"));
        return parts.Count == 0 ? "no reason given" : Cut(string.Join("; ", parts));
    }

    private static string Cut(string text)
    {
        var oneLine = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return oneLine.Length <= MostDetail ? oneLine : oneLine[..MostDetail] + "…";
    }
}
