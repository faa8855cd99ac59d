using RewardHub.Watching;

namespace RewardHub.Access;

internal static class AdministratorOnly
{
    /// <summary>Read by the API document: which of the two tokens a request wants.</summary>
    internal sealed class Mark;

    public static RouteGroupBuilder RequireAdministrator(this RouteGroupBuilder group)
    {
        group.WithMetadata(new Mark());
        group.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        return group.AddEndpointFilter(async (context, next) =>
        {
            var services = context.HttpContext.RequestServices;
            if (services.GetRequiredService<Administrator>().Refuse(context.HttpContext.Request) is not { } refusal)
                return await next(context);
            services.GetRequiredService<HubMetrics>().Refused.Add(refusal.Reason);
            return refusal.ToResult();
        });
    }
}
