using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RewardHub.Devices;
using RewardHub.Refusing;

namespace RewardHub.Access;

/// <summary>Is the one who asks the device that it says it is? By its token, else by its certificate, which the TLS layer has checked.</summary>
internal sealed class DeviceAccess(DeviceRegister register)
{
    public async Task<(Device? Device, Refusal? Refusal)> CheckAsync(HttpContext context, string name, CancellationToken token)
    {
        Device? device;
        if (DeviceToken.From(context.Request) is { } secret)
        {
            device = await register.FindByTokenAsync(secret, token);
            // The index found it; that it is the same is decided without a hint in the time it takes.
            if (device?.TokenHash is null || !CryptographicOperations.FixedTimeEquals(device.TokenHash, DeviceToken.HashOf(secret)))
                return (null, Unauthorised("This token is not known here. Ask the administrator for a new one (RewardHub devices renew NAME)."));
        }
        else if (context.Connection.ClientCertificate is { } certificate)
        {
            var common = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            if (common != name)
                return (null, Forbidden("wrong-device", $"This certificate is of \"{common}\", not of \"{name}\". Upload under the device's own name."));
            device = await register.FindOrEnrolAsync(name, token);
        }
        else
        {
            return (null, Unauthorised("Expected 'Authorization: Bearer ...' or a client certificate, found neither. Give the device its token or certificate."));
        }
        if (device.Name != name)
            return (null, Forbidden("wrong-device", $"This token is of \"{device.Name}\", not of \"{name}\". Upload under the device's own name."));
        return Standing(device) is { } refusal ? (null, refusal) : (device, null);
    }

    /// <summary>Null where it may upload.</summary>
    public static Refusal? Standing(Device device) =>
        device.IsErased ? Forbidden("erased", $"\"{device.Name}\" was erased and its records are not taken any more. Purge them on the device; a device set up anew takes another name.")
        : device.IsRevoked ? Forbidden("revoked", $"\"{device.Name}\" was revoked. The administrator can give it a new token (RewardHub devices renew {device.Name}).")
        : null;

    private static Refusal Unauthorised(string detail) => new(StatusCodes.Status401Unauthorized, "unauthorised", "Not authorised", detail);

    private static Refusal Forbidden(string reason, string detail) => new(StatusCodes.Status403Forbidden, reason, "Not this device", detail);
}
