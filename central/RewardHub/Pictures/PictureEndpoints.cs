using Npgsql;
using RewardHub.Access;
using RewardHub.Databases;
using RewardHub.Refusing;

namespace RewardHub.Pictures;

internal static class PictureEndpoints
{
    public static void MapPictures(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/v1/pictures").WithTags("Exports").RequireAdministrator()
            .MapGet("/{sha256}", GetAsync).WithSummary("A picture, by the SHA-256 in its record").Produces(StatusCodes.Status200OK, contentType: "image/jpeg");

    private static async Task<IResult> GetAsync(string sha256, NpgsqlDataSource database, IPictureStore store, CancellationToken token)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit))
            return Missing(sha256).ToResult();
        var hash = Convert.FromHexString(sha256);
        await using var connection = await database.OpenConnectionAsync(token);
        // One that waits for the sweep is gone already.
        await using var command = connection.Command("select media_type from pictures where sha256 = $1 and exists (select 1 from records where picture = $1)", hash);
        return await command.ExecuteScalarAsync(token) is string type && await store.OpenAsync(hash, token) is { } stream
            ? Results.Stream(stream, type)
            : Missing(sha256).ToResult();
    }

    private static Refusal Missing(string sha256) => new(
        StatusCodes.Status404NotFound, "unknown-picture", "No such picture", $"No record refers to a picture \"{Shown.Of(sha256)}\"; its hash is in the field sha256 of a picture's record.");
}
