using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RewardHub.Devices;

/// <summary>256 random bits. Only the SHA-256 is kept: a token that cannot be guessed needs no salt and no slow hash.</summary>
internal static class DeviceToken
{
    private const int Bytes = 32;

    /// <summary>Longer than any token of ours; what is longer is not looked at.</summary>
    private const int MostCharacters = 512;

    public static string Draw() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The token of an <c>Authorization: Bearer</c> header, or null.</summary>
    public static string? From(HttpRequest request)
    {
        const string scheme = "Bearer ";
        string? header = request.Headers.Authorization;
        return header is not null && header.Length <= MostCharacters && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? header[scheme.Length..].Trim() is { Length: > 0 } token ? token : null
            : null;
    }
}
