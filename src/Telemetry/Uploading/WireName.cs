namespace Telemetry.Uploading;

/// <summary>What may name a device, a hub, a user or a version of consent: it stands in records, paths and query strings alike.</summary>
public static class WireName
{
    public const int LongestName = 64;

    public static bool IsValid(string name) =>
        name.Length is >= 1 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
