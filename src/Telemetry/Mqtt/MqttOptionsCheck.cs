namespace Telemetry.Mqtt;

/// <summary>All that is wrong with the options, at once; each with key, value, and what is allowed.</summary>
public static class MqttOptionsCheck
{
    public static IReadOnlyList<string> Problems(MqttOptions options, string section = "Mqtt")
    {
        var problems = new List<string>();
        void Add(string key, object? value, string expected) => problems.Add($"{section}:{key} is '{value}': expected {expected}");

        CheckNames(options, Add);
        CheckSecurity(options, Add);
        CheckBounds(options, Add);
        return problems;
    }

    private static void CheckNames(MqttOptions options, Action<string, object?, string> add)
    {
        if (options.Host is { } host && Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
            add(nameof(options.Host), host, host.Contains("://", StringComparison.Ordinal)
                ? "a host name or address alone; the port goes to Port, and 'mqtts' is Tls=true"
                : "a host name or an IP address, or nothing for the embedded broker");
        if (options.Port is < 0 or > 65_535)
            add(nameof(options.Port), options.Port, "1 to 65535, or 0 for 1883 (8883 with TLS)");
        if (TopicName.Fault(options.Prefix) is { } prefixFault)
            add(nameof(options.Prefix), options.Prefix, $"a topic such as 'edge', but {prefixFault}");
        else if (options.Prefix is ['$' or '/', ..] or [.., '/'])
            add(nameof(options.Prefix), options.Prefix, "a topic that neither begins with '$' or '/' nor ends with '/'");
        if (TopicRoot.LevelFault(options.EffectiveDevice) is { } deviceFault)
            add(nameof(options.Device), options.EffectiveDevice, $"one topic level, but {deviceFault}");
        if (!Enum.IsDefined(options.Protocol))
            add(nameof(options.Protocol), options.Protocol, "Auto, V311 or V5");
    }

    private static void CheckSecurity(MqttOptions options, Action<string, object?, string> add)
    {
        CheckFile(nameof(options.CaFile), options.CaFile, add);
        CheckFile(nameof(options.ClientCertificateFile), options.ClientCertificateFile, add);
        CheckFile(nameof(options.ClientKeyFile), options.ClientKeyFile, add);
        CheckFile(nameof(options.PasswordFile), options.PasswordFile, add);
        if (options.ClientCertificateFile is null != options.ClientKeyFile is null)
            add(nameof(options.ClientKeyFile), options.ClientKeyFile, "ClientCertificateFile and ClientKeyFile together");
        if (!options.Tls && (options.CaFile ?? options.ClientCertificateFile) is not null)
            add(nameof(options.Tls), options.Tls, "true where CaFile or ClientCertificateFile is given");
        if (options.PasswordFile is not null && options.User is null)
            add(nameof(options.User), options.User, "a user where PasswordFile is given");
        if (options.Host is null && (options.Tls || options.User is not null))
            add(nameof(options.Host), options.Host, "a broker's name where Tls or User is given; the embedded broker knows neither");
    }

    private static void CheckFile(string key, string? path, Action<string, object?, string> add)
    {
        if (path is not null && !File.Exists(path))
            add(key, path, "a file that exists and may be read");
    }

    private static void CheckBounds(MqttOptions options, Action<string, object?, string> add)
    {
        CheckTime(nameof(options.KeepAlive), options.KeepAlive, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(65_535), add);
        CheckTime(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), add);
        CheckTime(nameof(options.PublishTimeout), options.PublishTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), add);
        CheckTime(nameof(options.FlushTimeout), options.FlushTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10), add);
        CheckTime(nameof(options.ReconnectFirst), options.ReconnectFirst, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), add);
        if (options.ReconnectSpread is { } spread)
            CheckTime(nameof(options.ReconnectSpread), spread, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(24), add);
        if (options.ReconnectLongest is { } longest)
            CheckTime(nameof(options.ReconnectLongest), longest, options.ReconnectFirst, TimeSpan.FromHours(24), add);
        if (options.EventExpiry is { } expiry)
            CheckTime(nameof(options.EventExpiry), expiry, TimeSpan.FromSeconds(1), TimeSpan.FromDays(365), add);
        CheckNumber(nameof(options.QueueMessages), options.QueueMessages, 1, 10_000_000, add);
        CheckNumber(nameof(options.QueueBytes), options.QueueBytes, 64 * 1024, 4L * 1024 * 1024 * 1024, add);
        CheckNumber(nameof(options.InFlight), options.InFlight, 1, 16_384, add);
        CheckNumber(nameof(options.InboundPayloadBytes), options.InboundPayloadBytes, 1024, 16 * 1024 * 1024, add);
    }

    private static void CheckTime(string key, TimeSpan value, TimeSpan least, TimeSpan most, Action<string, object?, string> add)
    {
        if (value < least || value > most)
            add(key, value, $"{least} to {most}");
    }

    private static void CheckNumber(string key, long value, long least, long most, Action<string, object?, string> add)
    {
        if (value < least || value > most)
            add(key, value, $"{least} to {most}");
    }
}
