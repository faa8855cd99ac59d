using RewardHub.Access;
using RewardHub.Devices;
using RewardHub.Records;
using RewardHub.Refusing;

namespace RewardHub.Erasing;

internal static class EraseEndpoints
{
    public static void MapErasing(this IEndpointRouteBuilder routes)
    {
        var erasing = routes.MapGroup("").WithTags("Erasing").RequireAdministrator();
        erasing.MapDelete("/v1/devices/{device}/records", EraseDeviceAsync)
            .WithSummary("Erase a device: its records and pictures go, its uploads are refused from now on").Produces<Eraser.Erased>();
        erasing.MapDelete("/v1/users/{user}", EraseUserAsync)
            .WithSummary("Erase a user: records, what else there is about the same answers, and pictures go; what arrives later is not kept").Produces<Eraser.Erased>();
    }

    private static async Task<IResult> EraseDeviceAsync(string device, Eraser eraser, CancellationToken token) =>
        await eraser.EraseDeviceAsync(device, token) is { } erased ? Results.Ok(erased) : DeviceEndpoints.Unknown(device).ToResult();

    private static async Task<IResult> EraseUserAsync(string user, Eraser eraser, CancellationToken token) =>
        user.Length is > 0 and <= Fields.MostCharactersOfName && !user.Contains('\0', StringComparison.Ordinal)
            ? Results.Ok(await eraser.EraseUserAsync(user, token))
            : new Refusal(StatusCodes.Status400BadRequest, "name", "No name of a user",
                $"user: expected 1 to {Fields.MostCharactersOfName} characters without zeros, found {user.Length}.").ToResult();
}
