using System.Globalization;

namespace Telemetry.Uploading;

/// <summary>Whether the network that a connection would take costs money, by the interface of the default route.</summary>
internal sealed class MeteredRoute(UploadOptions options, string routes = "/proc/net/route", string routes6 = "/proc/net/ipv6_route")
{
    private const int Up = 1; // RTF_UP

    /// <summary>The metered interface in the way; null where nothing is.</summary>
    public string? InTheWay() => options.Network == UploadNetwork.Any
        ? null
        : Interfaces().FirstOrDefault(name => options.MeteredInterfaces.Any(pattern => Matches(name, pattern)));

    /// <summary>Of the default routes; where there are several, the one of lowest metric of each protocol is taken.</summary>
    private IEnumerable<string> Interfaces()
    {
        // Iface Destination Gateway Flags RefCnt Use Metric Mask …
        var v4 = Lines(routes).Where(f => f.Length > 7 && f[1] == "00000000" && f[7] == "00000000" && (Hex(f[3]) & Up) != 0)
            .OrderBy(f => long.TryParse(f[6], CultureInfo.InvariantCulture, out var metric) ? metric : long.MaxValue).Select(f => f[0]).Take(1);
        // destination prefix source prefix hop metric refs use flags interface
        var v6 = Lines(routes6).Where(f => f.Length > 9 && f[0].All(c => c == '0') && f[1] == "00" && (Hex(f[8]) & Up) != 0 && f[9] != "lo")
            .OrderBy(f => Hex(f[5])).Select(f => f[9]).Take(1);
        return v4.Concat(v6);
    }

    private static IEnumerable<string[]> Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file).Select(line => line.Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // no such protocol in this kernel
        }
    }

    private static long Hex(string text) => long.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static bool Matches(string name, string pattern) => pattern is [.. var head, '*'] ? name.StartsWith(head, StringComparison.Ordinal) : name == pattern;
}
