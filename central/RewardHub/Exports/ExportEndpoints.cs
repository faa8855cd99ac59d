using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.RateLimiting;
using RewardHub.Access;
using RewardHub.Refusing;

namespace RewardHub.Exports;

/// <summary>Training sets as JSON lines, streamed. One that breaks off is broken off on the wire too, never ended as if it were whole.</summary>
internal static class ExportEndpoints
{
    private const int FlushBytes = 64 << 10;
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var exports = routes.MapGroup("/v1/exports").WithTags("Exports").RequireAdministrator();
        exports.MapGet("/rewards.jsonl", (HttpContext context, ExportRows rows, ExportTurns turns) =>
                RunAsync(context, turns, (query, token) => rows.RewardsAsync(query, token), static (writer, row, _) => ExportLines.WriteReward(writer, row)))
            .WithName("export_rewards").WithSummary("Every reward with its question, plan and answer: what the learner reads").Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson");
        exports.MapGet("/chat.jsonl", (HttpContext context, ExportRows rows, ExportTurns turns) =>
                RunAsync(context, turns, (query, token) => rows.AnswersAsync(query, token), static (writer, row, query) => ExportLines.WriteChat(writer, row, query.System)))
            .WithName("export_chat").WithSummary("Every answer as a conversation with its weight: what tools for fine-tuning read").Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson");
    }

    private static async Task RunAsync(
        HttpContext context, ExportTurns turns, Func<ExportQuery, CancellationToken, IAsyncEnumerable<ExportRow>> read, Func<Utf8JsonWriter, ExportRow, ExportQuery, bool> write)
    {
        using var turn = turns.Take();
        var refusal = ExportQuery.Read(context.Request.Query, out var query) ?? (turn.IsAcquired ? null : Later.Busy("exports", ExportTurns.AtOnce));
        if (refusal is not null)
        {
            await refusal.ToResult().ExecuteAsync(context);
            return;
        }
        var output = context.Response.BodyWriter;
        context.Response.ContentType = "application/x-ndjson";
        await using var writer = new Utf8JsonWriter(output, s_plain);
        await foreach (var row in read(query!, context.RequestAborted))
        {
            if (!write(writer, row, query!))
                continue;
            writer.Flush();
            output.Write("\n"u8);
            writer.Reset();
            if (output.UnflushedBytes > FlushBytes)
                await output.FlushAsync(context.RequestAborted);
        }
        await output.FlushAsync(context.RequestAborted);
    }

    private static void Write(this PipeWriter output, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }
}

/// <summary>Each holds a connection and a snapshot of the database for as long as it runs.</summary>
internal sealed class ExportTurns : IDisposable
{
    public const int AtOnce = 2;
    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = 0 });

    public RateLimitLease Take() => _turns.AttemptAcquire();

    public void Dispose() => _turns.Dispose();
}
