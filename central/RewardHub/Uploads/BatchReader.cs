using System.Globalization;
using RewardHub.Devices;
using RewardHub.Refusing;

namespace RewardHub.Uploads;

/// <summary>Reads the parts of an upload that are not its body.</summary>
internal static class BatchReader
{
    /// <summary>Room to add one to any number without overflow.</summary>
    private const long Highest = long.MaxValue / 2;
    private const int SpoolDigits = 16;
    private const int HashDigits = 64;

    public static Refusal? Read(HttpRequest request, string device, out Batch? batch)
    {
        batch = null;
        if (!DeviceName.IsValid(device))
            return Bad("device", DeviceName.Expected, device);
        string? spool = request.Query["spool"];
        if (spool?.Length != SpoolDigits || !spool.All(char.IsAsciiHexDigit))
            return Bad("spool", "16 hex digits", spool);
        if (Number(request, "boot", 0, out var boot) is { } badBoot)
            return badBoot;
        if (Number(request, "acknowledged", 0, out var acknowledged) is { } badAcknowledged)
            return badAcknowledged;
        if (Number(request, "first", acknowledged + 1, out var first) is { } badFirst)
            return badFirst;
        if (Number(request, "last", first, out var last) is { } badLast)
            return badLast;
        string? key = request.Headers["Idempotency-Key"];
        var expected = FormattableString.Invariant($"{device}/{spool}/{boot}/{first}-{last}/");
        if (key is null || !key.StartsWith(expected, StringComparison.Ordinal) || key.Length != expected.Length + HashDigits || !key[expected.Length..].All(char.IsAsciiHexDigit))
            return Bad("Idempotency-Key", $"{expected} and the SHA-256 of the body before compression in hex", key);
        batch = new Batch(device, spool.ToLowerInvariant(), boot, first, last, acknowledged, key, Convert.FromHexString(key.AsSpan(expected.Length)));
        return null;
    }

    private static Refusal? Number(HttpRequest request, string name, long least, out long value)
    {
        string? text = request.Query[name];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= Highest
            ? null
            : Bad(name, FormattableString.Invariant($"a number from {least} to {Highest}"), text);
    }

    private static Refusal Bad(string what, string expected, string? found) => new(
        StatusCodes.Status400BadRequest, "request", "The request is not an upload",
        $"{what}: expected {expected}, found {(found is null ? "nothing" : $"\"{Shown.Of(found)}\"")}. See docs/uploads.md, 'A batch'.");
}
