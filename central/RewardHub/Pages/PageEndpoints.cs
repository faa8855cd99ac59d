using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using RewardHub.Access;
using RewardHub.Watching;

namespace RewardHub.Pages;

internal static class PageEndpoints
{
    private static readonly string s_policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(OverviewPage.Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapPages(this IEndpointRouteBuilder routes) => routes.MapGet("/", ShowAsync).ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(HttpContext context, Administrator administrator, NpgsqlDataSource database, IOptions<HubOptions> hub, HubMetrics metrics, CancellationToken token)
    {
        if (administrator.Refuse(context.Request, basic: true) is { } refusal)
        {
            metrics.Refused.Add(refusal.Reason);
            return refusal.ToResult();
        }
        context.Response.Headers.ContentSecurityPolicy = s_policy;
        return Results.Text(OverviewPage.Of(await Overview.ReadAsync(database, token), hub.Value.Name), "text/html; charset=utf-8");
    }
}
