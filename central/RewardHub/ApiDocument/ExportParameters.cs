using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RewardHub.Exports;

namespace RewardHub.ApiDocument;

/// <summary>The filters of an export.</summary>
internal static class ExportParameters
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken token)
    {
        if (context.Description.RelativePath?.StartsWith("v1/exports/", StringComparison.Ordinal) != true)
            return Task.CompletedTask;
        operation.Parameters =
        [
            Query("planner", "Only this planner's", JsonSchemaType.String),
            Query("since", "Only what the hub received from this time on, for example 2026-11-26T00:00:00Z", JsonSchemaType.String),
            Query("min_reward", "Only rewards of at least this, -1 to 1", JsonSchemaType.Number),
            Query("source", "Only rewards from this source", JsonSchemaType.String, "truth", "user", "self_check", "rule"),
            Query("consent", "Only this version of consent, of those that allow training; may be repeated", JsonSchemaType.String),
        ];
        if (context.Description.RelativePath.EndsWith("chat.jsonl", StringComparison.Ordinal))
            operation.Parameters.Add(Query("system", $"The system's message; without it: {ExportQuery.DefaultSystem}", JsonSchemaType.String));
        return Task.CompletedTask;
    }

    private static OpenApiParameter Query(string name, string description, JsonSchemaType type, params string[] values) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema { Type = type, Enum = values.Length > 0 ? [.. values.Select(value => (JsonNode)value)] : null },
    };
}
