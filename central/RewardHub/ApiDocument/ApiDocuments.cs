using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace RewardHub.ApiDocument;

/// <summary>The OpenAPI document and the page it is tried on. The page comes from this program whole: nothing is fetched from elsewhere.</summary>
internal static class ApiDocuments
{
    // The page's own code builds styles as it runs and inlines its pictures; everything else stays shut.
    private const string PagePolicy =
        "default-src 'none'; script-src 'self' 'nonce-NONCE'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        + "worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, context, _) =>
        {
            var hub = context.ApplicationServices.GetRequiredService<IOptions<HubOptions>>().Value.Name;
            document.Info = new OpenApiInfo
            {
                Title = $"RewardHub \"{hub}\"",
                Version = "v1",
                Description = "Takes rewards, traces, pictures and events from devices, stores them exactly once, and hands out training sets. "
                    + "Two tokens: a device's (uploads) and the administrator's (all else).",
            };
            document.Servers = []; // wherever the document was fetched from
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Security.Device] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A device's token: POST /v1/devices, or RewardHub devices add NAME" },
                [Security.Administrator] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The token of Admin:TokenFile" },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(Security.DescribeAsync);
        options.AddOperationTransformer(UploadExample.DescribeAsync);
        options.AddOperationTransformer(ExportParameters.DescribeAsync);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapScalarApiReference("/docs", (options, context) =>
        {
            var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            options.WithTitle("RewardHub").WithNonce(nonce).DisableAgent().DisableMcp().DisableTelemetry().DisableDefaultFonts().HideClientButton().HideDeveloperTools();
            context.Response.Headers.ContentSecurityPolicy = PagePolicy.Replace("NONCE", nonce, StringComparison.Ordinal);
        });
    }
}
