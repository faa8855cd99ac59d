using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RewardHub.Uploads;

namespace RewardHub.ApiDocument;

/// <summary>Describes an upload by a whole example that the hub takes as it is: only the token is missing.</summary>
internal static class UploadExample
{
    public const string Device = "van-7";
    public const string Spool = "7f3a90c41b22d5e8";

    public const string Body =
        """
        {"seq":1,"kind":"reward","record":{"id":"q-1","time":1764172800.25,"device":"van-7","user":"u-4","consent":"2026-01","catalog":"53-9c1e","model":"street-detector@1f0c","planner":"retrieval","bundle":null,"query":{"text":"how many red cars are near?","language":"en"},"plan":"cars = find(\"car\")\nred = where(cars, \"red\")\nn = count(red)\nreturn n","outcome":"answered","trace":[{"tool":"find","ms":0.2,"size":4}],"answer":{"text":"There are 2.","type":"Int","value":2},"reward":1.0,"source":"truth","why":"2 was right","correction":null}}
        """;

    public static string Key { get; } = $"{Device}/{Spool}/1/1-1/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)))}";

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken token)
    {
        if (context.Description.HttpMethod != "POST" || "/" + context.Description.RelativePath != UploadEndpoints.Route)
            return Task.CompletedTask;
        operation.Parameters =
        [
            Parameter("device", ParameterLocation.Path, "The device's name", JsonSchemaType.String, Device),
            Parameter("spool", ParameterLocation.Query, "16 hex digits, new when a spool's folder is made", JsonSchemaType.String, Spool),
            Parameter("boot", ParameterLocation.Query, "The start of the process that wrote these records", JsonSchemaType.Integer, 1),
            Parameter("first", ParameterLocation.Query, "The lowest number the batch speaks for", JsonSchemaType.Integer, 1),
            Parameter("last", ParameterLocation.Query, "The highest", JsonSchemaType.Integer, 1),
            Parameter("acknowledged", ParameterLocation.Query, "Numbers up to here are gone from the device", JsonSchemaType.Integer, 0),
            Parameter("Idempotency-Key", ParameterLocation.Header, "device/spool/boot/first-last/SHA-256 of the body before compression, hex", JsonSchemaType.String, Key),
            Parameter("If-Match", ParameterLocation.Header, "The hub's name, where the device is told which hub is its own", JsonSchemaType.String, null),
        ];
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "One record a line, in order of seq. Content-Encoding: zstd or none.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/x-ndjson"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create(Body) },
            },
        };
        return Task.CompletedTask;
    }

    private static OpenApiParameter Parameter(string name, ParameterLocation place, string description, JsonSchemaType type, JsonNode? example) => new()
    {
        Name = name,
        In = place,
        Description = description,
        Required = example is not null,
        Schema = new OpenApiSchema { Type = type },
        Example = example,
    };
}
