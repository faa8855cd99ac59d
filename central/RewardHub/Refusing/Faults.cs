using Microsoft.AspNetCore.Connections;
using RewardHub.Databases;
using RewardHub.Pictures;
using RewardHub.Watching;

namespace RewardHub.Refusing;

/// <summary>The last resort around every request: a database that is away is 503, anything else unforeseen is 500 and in the log.</summary>
internal sealed class Faults(RequestDelegate next, HubMetrics metrics, ILogger<Faults> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is listening any more.
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException)
        {
            // Nor then.
        }
        catch (BadHttpRequestException e)
        {
            await AnswerAsync(context, new Refusal(e.StatusCode, "http", "The request cannot be read", $"{e.Message} Send it as the contract says."));
        }
        catch (PictureStoreException e)
        {
            RefusingLog.PicturesAway(log, context.Request.Path, e.Message);
            await AnswerAsync(context, Later.PicturesAway());
        }
        catch (Exception e) when (DatabaseFault.IsPassing(e))
        {
            RefusingLog.DatabaseAway(log, context.Request.Path, e.Message);
            await AnswerAsync(context, Later.DatabaseAway());
        }
        catch (Exception e)
        {
            RefusingLog.Unforeseen(log, e, context.Request.Path);
            await AnswerAsync(context, new Refusal(
                StatusCodes.Status500InternalServerError, "fault", "The hub failed", "A fault of the hub, which is in its log; nothing was stored. Send it again later."));
        }
    }

    private async Task AnswerAsync(HttpContext context, Refusal refusal)
    {
        metrics.Refused.Add(refusal.Reason);
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }
        context.Response.Clear();
        await refusal.ToResult().ExecuteAsync(context);
    }
}
