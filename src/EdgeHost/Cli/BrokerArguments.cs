using System.Globalization;

namespace EdgeHost.Cli;

/// <summary>A broker and a device named on the command line, as settings.</summary>
internal static class BrokerArguments
{
    public static Dictionary<string, string?> Overrides(string? broker, string? device)
    {
        var overrides = new Dictionary<string, string?>();
        Add(overrides, broker);
        if (device is not null)
            overrides["Mqtt:Device"] = device;
        return overrides;
    }

    public static void Add(Dictionary<string, string?> overrides, string? broker)
    {
        if (broker is null)
            return;
        var colon = broker.LastIndexOf(':');
        var hasPort = colon > 0 && int.TryParse(broker.AsSpan(colon + 1), CultureInfo.InvariantCulture, out _);
        overrides["Mqtt:Host"] = hasPort ? broker[..colon] : broker;
        if (hasPort)
            overrides["Mqtt:Port"] = broker[(colon + 1)..];
    }
}
