using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RewardHub.Devices;
using RewardHub.Refusing;

namespace RewardHub.Access;

/// <summary>Knows the hash of the administrator's token.</summary>
internal sealed class Administrator
{
    private const int ShortestToken = 16;
    private readonly byte[]? _hash;

    public Administrator(IOptions<AdminOptions> options)
    {
        var file = options.Value.TokenFile is { Length: > 0 } named ? named : null;
        var hash = options.Value.TokenSha256 is { Length: > 0 } given ? given : null;
        if (file is not null && hash is not null)
            throw new HubException("Admin:TokenFile and Admin:TokenSha256 are both set: remove one");
        _hash = hash is not null ? Convert.FromHexString(hash) : file is not null ? HashOfFile(file) : null;
    }

    /// <param name="request">Bearer, or for pages in a browser Basic with any name and the token as password.</param>
    /// <param name="basic">Whether Basic is allowed. Browsers repeat it on their own, so it opens nothing that changes something.</param>
    public Refusal? Refuse(HttpRequest request, bool basic = false)
    {
        if (_hash is null)
        {
            return new Refusal(StatusCodes.Status403Forbidden, "no-administrator", "No administrator is set up",
                "Set Admin:TokenFile (a file with a token of at least 16 characters) or Admin:TokenSha256, and start the hub again.");
        }
        if ((DeviceToken.From(request) ?? (basic ? PasswordFrom(request) : null)) is not { } token)
        {
            if (basic)
                request.HttpContext.Response.Headers.WWWAuthenticate = "Basic realm=\"RewardHub\", charset=\"UTF-8\"";
            return new Refusal(StatusCodes.Status401Unauthorized, "unauthorised", "Not authorised",
                "Expected the administrator's token as 'Authorization: Bearer ...', found none.");
        }
        return CryptographicOperations.FixedTimeEquals(DeviceToken.HashOf(token), _hash)
            ? null
            : new Refusal(StatusCodes.Status401Unauthorized, "unauthorised", "Not authorised", "This is not the administrator's token.");
    }

    private static string? PasswordFrom(HttpRequest request)
    {
        const string scheme = "Basic ";
        string? header = request.Headers.Authorization;
        if (header is null || header.Length > 1024 || !header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        Span<byte> pair = stackalloc byte[768];
        if (!Convert.TryFromBase64String(header[scheme.Length..].Trim(), pair, out var length))
            return null;
        var colon = pair[..length].IndexOf((byte)':');
        return colon < 0 ? null : Encoding.UTF8.GetString(pair[(colon + 1)..length]);
    }

    private static byte[] HashOfFile(string file)
    {
        string token;
        try
        {
            token = File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"Admin:TokenFile cannot be read: {e.Message}", e);
        }
        return token.Length >= ShortestToken
            ? DeviceToken.HashOf(token)
            : throw new HubException($"Admin:TokenFile {file}: expected a token of at least {ShortestToken} characters, found {token.Length}; for example: openssl rand -hex 32");
    }
}
