using RewardHub.Access;
using RewardHub.Refusing;

namespace RewardHub.Devices;

internal static class DeviceEndpoints
{
    private const int MostListed = 1000;

    /// <param name="Name">1 to 64 of A-Z a-z 0-9 . _ -</param>
    internal sealed record NewDevice(string? Name);

    /// <param name="Device">Its name.</param>
    /// <param name="Token">Shown this once: the hub keeps its SHA-256 only.</param>
    internal sealed record IssuedToken(string Device, string Token);

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapGroup("/v1/devices").WithTags("Devices").RequireAdministrator();
        devices.MapPost("", AddAsync).WithSummary("Add a device; the token is shown this once").Produces<IssuedToken>(StatusCodes.Status201Created);
        devices.MapGet("", ListAsync).WithSummary("Devices in order of name, up to 1,000 behind 'after'").Produces<List<DeviceSummary>>();
        devices.MapPost("/{device}/token", RenewAsync).WithSummary("A new token in place of the old one; lifts a revocation").Produces<IssuedToken>();
        devices.MapDelete("/{device}", RevokeAsync).WithSummary("Revoke: its uploads are refused from now on, its records stay").Produces(StatusCodes.Status204NoContent);
    }

    public static Refusal BadName(string? name) => new(
        StatusCodes.Status400BadRequest, "name", "No name of a device", $"name: expected {DeviceName.Expected}, found \"{name}\".");

    public static Refusal Unknown(string name) => new(
        StatusCodes.Status404NotFound, "unknown-device", "No such device", $"There is no device \"{name}\" that could be changed; GET /v1/devices lists them.");

    private static async Task<IResult> AddAsync(NewDevice device, DeviceRegister register, CancellationToken token)
    {
        if (!DeviceName.IsValid(device.Name))
            return BadName(device.Name).ToResult();
        return await register.AddAsync(device.Name!, token) is { } secret
            ? Results.Created($"/v1/devices/{device.Name}", new IssuedToken(device.Name!, secret))
            : new Refusal(StatusCodes.Status409Conflict, "name-taken", "The name is taken",
                $"There is a device \"{device.Name}\" already. Take another name, or POST /v1/devices/{device.Name}/token for a new token.").ToResult();
    }

    private static async Task<IResult> ListAsync(DeviceRegister register, CancellationToken token, string after = "", int most = MostListed) =>
        Results.Ok(await register.ListAsync(after, Math.Clamp(most, 1, MostListed), token));

    private static async Task<IResult> RenewAsync(string device, DeviceRegister register, CancellationToken token) =>
        await register.RenewAsync(device, token) is { } secret ? Results.Ok(new IssuedToken(device, secret)) : Unknown(device).ToResult();

    private static async Task<IResult> RevokeAsync(string device, DeviceRegister register, CancellationToken token) =>
        await register.RevokeAsync(device, token) ? Results.NoContent() : Unknown(device).ToResult();
}
