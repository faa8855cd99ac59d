using RewardHub.Access;
using RewardHub.Records;
using RewardHub.Refusing;

namespace RewardHub.Consents;

internal static class ConsentEndpoints
{
    /// <param name="Training">Whether records under this version may be exported for training.</param>
    internal sealed record Decision(bool Training);

    public static void MapConsents(this IEndpointRouteBuilder routes)
    {
        var consents = routes.MapGroup("/v1/consents").WithTags("Consents").RequireAdministrator();
        consents.MapGet("", (ConsentBook book, CancellationToken token) => book.ListAsync(token)).WithSummary("Versions that were decided on");
        consents.MapPut("/{version}", DecideAsync).WithSummary("Decide whether records under a version of consent may be exported for training")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> DecideAsync(string version, Decision decision, ConsentBook book, CancellationToken token)
    {
        if (version.Length is 0 or > Fields.MostCharactersOfName || version.Contains('\0', StringComparison.Ordinal))
        {
            return new Refusal(StatusCodes.Status400BadRequest, "version", "No version of consent",
                $"version: expected 1 to {Fields.MostCharactersOfName} characters without zeros, found {version.Length}.").ToResult();
        }
        await book.DecideAsync(new Consent(version, decision.Training), token);
        return Results.NoContent();
    }
}
