using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace EdgeHost.Asking.Http;

/// <summary>What who asks from elsewhere must show. Compared in the same time whatever is shown; never printed.</summary>
internal sealed class BearerToken
{
    private const int Least = 16;
    private const int Most = 4096;
    private const string Scheme = "Bearer ";

    private readonly byte[] _hash;

    private BearerToken(ReadOnlySpan<char> token) => _hash = Hash(token);

    public static bool TryRead(string file, [NotNullWhen(true)] out BearerToken? token, [NotNullWhen(false)] out string? fault)
    {
        (token, fault) = (null, null);
        try
        {
            using var reader = new StreamReader(file, Encoding.UTF8);
            var buffer = new char[Most + 2];
            var text = buffer.AsSpan(0, reader.ReadBlock(buffer)).TrimEnd("\r\n");
            if (text.Length is < Least or > Most)
                fault = $"'{file}' holds {(text.Length > Most ? $"more than {Most}" : text.Length)} characters; expected {Least} to {Most}, e.g. from: openssl rand -hex 32";
            else if (text.ContainsAnyExceptInRange('!', '~'))
                fault = $"'{file}' holds a blank or a letter beyond ASCII; expected a token that fits into a header, e.g. from: openssl rand -hex 32";
            else
                token = new BearerToken(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            fault = $"'{file}' cannot be read: {e.Message}";
        }
        return token is not null;
    }

    /// <param name="authorization">The header's value.</param>
    public bool IsShownIn(string? authorization) =>
        authorization is { Length: <= Most } && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(authorization.AsSpan(Scheme.Length).Trim()), _hash);

    private static byte[] Hash(ReadOnlySpan<char> token)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(token.Length)];
        return SHA256.HashData(bytes.AsSpan(0, Encoding.UTF8.GetBytes(token, bytes)));
    }
}
