using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RewardHub.Access;
using RewardHub.Uploads;

namespace RewardHub.ApiDocument;

/// <summary>Which token a request wants.</summary>
internal static class Security
{
    public const string Device = "device";
    public const string Administrator = "administrator";

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken token)
    {
        var endpoint = context.Description.ActionDescriptor.EndpointMetadata;
        var scheme = endpoint.OfType<AdministratorOnly.Mark>().Any() ? Administrator
            : context.Description.HttpMethod == "POST" && "/" + context.Description.RelativePath == UploadEndpoints.Route ? Device
            : null;
        if (scheme is not null)
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] }];
        return Task.CompletedTask;
    }
}
