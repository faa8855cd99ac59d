using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace RewardHub.Tests.Pictures;

/// <summary>A bucket in memory that takes only what is signed rightly. The signature is worked out here anew, after "Signature Version 4" of Amazon's S3 API reference.</summary>
internal sealed class FakeS3 : IAsyncDisposable
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private readonly WebApplication _app;

    private FakeS3(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, byte[]> Objects { get; } = [];

    public ConcurrentQueue<string> Refused { get; } = [];

    public string Url => _app.Urls.First();

    public static async Task<FakeS3> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var fake = new FakeS3(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        if (!IsSigned(context.Request, body, out var reason))
        {
            Refused.Enqueue(reason);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var name = context.Request.Path.Value!;
        switch (context.Request.Method)
        {
            case "PUT":
                Objects[name] = body;
                break;
            case "DELETE":
                Objects.TryRemove(name, out _);
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "GET" when Objects.TryGetValue(name, out var there):
                await context.Response.Body.WriteAsync(there);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                await context.Response.WriteAsync("<Error><Code>NoSuchKey</Code></Error>");
                break;
        }
    }

    private static bool IsSigned(HttpRequest request, byte[] body, out string reason)
    {
        string header = request.Headers.Authorization!;
        const string scheme = "AWS4-HMAC-SHA256 ";
        var parts = header.StartsWith(scheme, StringComparison.Ordinal)
            ? header[scheme.Length..].Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(part => part[0], part => part[1])
            : [];
        if (!parts.TryGetValue("Credential", out var credential))
        {
            reason = $"no signature: {header}";
            return false;
        }
        var scope = credential.Split('/');
        string hash = request.Headers["x-amz-content-sha256"]!;
        if (scope[0] != AccessKey || hash != Convert.ToHexStringLower(SHA256.HashData(body)))
        {
            reason = $"key {scope[0]}, payload {hash}";
            return false;
        }
        var names = parts["SignedHeaders"].Split(';');
        var canonical = string.Join('\n',
            request.Method, new Uri(request.GetEncodedUrl()).AbsolutePath,
            string.Join('&', request.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value!)}")),
            string.Concat(names.Select(name => $"{name}:{request.Headers[name].ToString().Trim()}\n")),
            parts["SignedHeaders"], hash);
        var text = string.Join('\n', "AWS4-HMAC-SHA256", request.Headers["x-amz-date"], string.Join('/', scope[1..]), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = scope[1..].Aggregate(Encoding.UTF8.GetBytes("AWS4" + SecretKey), (secret, part) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(part)));
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        reason = $"signature {parts["Signature"]}, expected {expected} of\n{canonical}";
        return parts["Signature"] == expected;
    }
}
