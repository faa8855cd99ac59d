using Npgsql;
using RewardHub.Databases;

namespace RewardHub.Watching;

internal static class WatchEndpoints
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    public static void MapWatching(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("alive\n")).WithTags("Watching").WithSummary("The process answers");
        routes.MapGet("/readyz", ReadyAsync).WithTags("Watching").WithSummary("The database answers and its tables are of this version");
        routes.MapGet("/metrics", (HubMetrics metrics) => Results.Text(metrics.Text(), "text/plain; version=0.0.4; charset=utf-8"))
            .WithTags("Watching").WithSummary("Counters in Prometheus' text format");
    }

    private static async Task<IResult> ReadyAsync(DatabaseStart start, NpgsqlDataSource database, TimeProvider clock, CancellationToken aborted)
    {
        if (!start.IsDone)
            return Results.Text("not ready: waiting for the database\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        using var patience = new CancellationTokenSource(s_patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, aborted);
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(both.Token);
            return Results.Text("ready\n");
        }
        catch (Exception e) when (DatabaseFault.IsPassing(e) || (e is OperationCanceledException && !aborted.IsCancellationRequested))
        {
            return Results.Text("not ready: the database does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
