using System.Net;
using EdgeHost.Rewards;
using EdgeHost.Rewards.Hearing;
using EdgePlanner.Running;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeHost.Asking.Http;

/// <summary>One request: who may, what path, how large, then the desk. Every answer is the <c>answer</c> message, refusals too.</summary>
/// <param name="token">Null: only this machine may ask, and no web page that runs on it.</param>
internal sealed class AskApplication(QuestionDesk desk, QuestionReader reader, RewardDesk rewards, BearerToken? token, ILogger log) : IHttpApplication<HttpContext>
{
    /// <summary>The larger of the two.</summary>
    public const int MostBytes = FeedbackReader.MostBytes;

    private const string Ask = "/ask";
    private const string Tell = "/feedback";

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var (request, aborted) = (context.Request, context.RequestAborted);
        try
        {
            if (Forbidden(request) is var (status, why))
                await RefuseAsync(context, status, why);
            else if (request.Path != Ask && request.Path != Tell)
                await RefuseAsync(context, HttpStatusCode.NotFound, $"there is nothing at {Shortened(request.Path)}; expected POST {Ask} or POST {Tell}");
            else if (!HttpMethods.IsPost(request.Method))
                await RefuseAsync(context, HttpStatusCode.MethodNotAllowed, $"the method is {Shortened(request.Method)}; expected POST {Ask} with the question as its body");
            else if (request.Path == Tell)
                await HearAsync(context, aborted);
            else if (await BodyAsync(request, QuestionReader.MostBytes, aborted) is { } body)
                await AnswerAsync(context, await desk.AskAsync(reader.Read(body), aborted));
            else
                await RefuseAsync(context, HttpStatusCode.RequestEntityTooLarge, $"the body is larger than {QuestionReader.MostBytes} bytes; ask one thing at a time");
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, (HttpStatusCode)e.StatusCode, e.Message.TrimEnd('.'));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && aborted.IsCancellationRequested)
        {
            // Who asked went away.
        }
    }

    /// <summary>A web page can make a browser on this machine post here, and a name that it owns lead here: both show in the headers.</summary>
    private (HttpStatusCode Status, string Why)? Forbidden(HttpRequest request)
    {
        if (token is not null)
            return token.IsShownIn(request.Headers.Authorization) ? null : (HttpStatusCode.Unauthorized, "the token is missing or another; expected the header 'Authorization: Bearer TOKEN' with what is in Asking:Http:TokenFile");
        if (request.Headers.Origin.Count > 0)
            return (HttpStatusCode.Forbidden, "the request comes from a web page; without a token (Asking:Http:TokenFile) only programs on this machine may ask");
        return IsThisMachine(request.Host.Host)
            ? null
            : (HttpStatusCode.Forbidden, $"the header 'Host' is '{Shortened(request.Host.Host)}'; without a token (Asking:Http:TokenFile) expected localhost, 127.0.0.1 or [::1]");
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Null where it is too large.</summary>
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request, int mostBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > mostBytes)
            return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = mostBytes; // the server's own, which is for the larger of the two
        var buffer = new byte[mostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > mostBytes ? null : buffer.AsMemory(0, length);
    }

    private async Task HearAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await BodyAsync(context.Request, FeedbackReader.MostBytes, cancellationToken);
        var heard = body is { } payload ? await rewards.HearAsync(payload, cancellationToken) : Heard.Refused("", $"the body is larger than {FeedbackReader.MostBytes} bytes");
        context.Response.StatusCode = (int)(heard.Error is null ? HttpStatusCode.OK : body is null ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.BadRequest);
        await WriteAsync(context.Response, heard.ToJson(), cancellationToken);
    }

    private async Task AnswerAsync(HttpContext context, Asked asked)
    {
        AskingLog.Answered(log, asked.Id, "http", AskOutput.OutcomeOf(asked.Answer.Outcome));
        var response = context.Response;
        response.StatusCode = (int)(asked.Fate switch
        {
            AskedFate.NoQuestion => HttpStatusCode.BadRequest,
            AskedFate.Busy => HttpStatusCode.ServiceUnavailable,
            _ => HttpStatusCode.OK,
        });
        if (asked.Fate == AskedFate.Busy)
            response.Headers.RetryAfter = "1";
        await WriteAsync(response, AskOutput.Json(asked), context.RequestAborted);
    }

    private static async Task RefuseAsync(HttpContext context, HttpStatusCode status, string why)
    {
        var response = context.Response;
        response.StatusCode = (int)status;
        if (status == HttpStatusCode.Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        if (status == HttpStatusCode.RequestEntityTooLarge)
            response.Headers.Connection = "close"; // what is left of the body is not read
        if (status == HttpStatusCode.MethodNotAllowed)
            response.Headers.Allow = "POST";
        await WriteAsync(response, AskOutput.Json(Asked.Without(new Question { Id = "" }, OutcomeKind.Rejected, why)), context.RequestAborted);
    }

    private static async Task WriteAsync(HttpResponse response, byte[] json, CancellationToken cancellationToken)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(json, cancellationToken);
    }

    private static string Shortened(string? text) => text is { Length: > 80 } ? $"{text[..80]}…" : text ?? "";
}
