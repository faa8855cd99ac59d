namespace Telemetry.Mqtt;

/// <summary>All that is wrong with the options, at once; each with key, value, and what is allowed.</summary>
public static class MqttOptionsCheck
{
    public static IReadOnlyList<string> Problems(MqttOptions options, string section = "Mqtt")
    {
        var problems = new OptionProblems(section);
        CheckNames(options, problems);
        CheckSecurity(options, problems);
        CheckBounds(options, problems);
        return problems.All;
    }

    private static void CheckNames(MqttOptions options, OptionProblems problems)
    {
        if (options.Host is { } host && Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
            problems.Add(nameof(options.Host), host, host.Contains("://", StringComparison.Ordinal)
                ? "a host name or address alone; the port goes to Port, and 'mqtts' is Tls=true"
                : "a host name or an IP address, or nothing for the embedded broker");
        if (options.Port is < 0 or > 65_535)
            problems.Add(nameof(options.Port), options.Port, "1 to 65535, or 0 for 1883 (8883 with TLS)");
        if (TopicName.Fault(options.Prefix) is { } prefixFault)
            problems.Add(nameof(options.Prefix), options.Prefix, $"a topic such as 'edge', but {prefixFault}");
        else if (options.Prefix is ['$' or '/', ..] or [.., '/'])
            problems.Add(nameof(options.Prefix), options.Prefix, "a topic that neither begins with '$' or '/' nor ends with '/'");
        if (TopicRoot.LevelFault(options.EffectiveDevice) is { } deviceFault)
            problems.Add(nameof(options.Device), options.EffectiveDevice, $"one topic level, but {deviceFault}");
        if (!Enum.IsDefined(options.Protocol))
            problems.Add(nameof(options.Protocol), options.Protocol, "Auto, V311 or V5");
    }

    private static void CheckSecurity(MqttOptions options, OptionProblems problems)
    {
        problems.File(nameof(options.CaFile), options.CaFile);
        problems.File(nameof(options.ClientCertificateFile), options.ClientCertificateFile);
        problems.File(nameof(options.ClientKeyFile), options.ClientKeyFile);
        problems.File(nameof(options.PasswordFile), options.PasswordFile);
        if (options.ClientCertificateFile is null != options.ClientKeyFile is null)
            problems.Add(nameof(options.ClientKeyFile), options.ClientKeyFile, "ClientCertificateFile and ClientKeyFile together");
        if (!options.Tls && (options.CaFile ?? options.ClientCertificateFile) is not null)
            problems.Add(nameof(options.Tls), options.Tls, "true where CaFile or ClientCertificateFile is given");
        if (options.PasswordFile is not null && options.User is null)
            problems.Add(nameof(options.User), options.User, "a user where PasswordFile is given");
        if (options.Host is null && (options.Tls || options.User is not null))
            problems.Add(nameof(options.Host), options.Host, "a broker's name where Tls or User is given; the embedded broker knows neither");
    }

    private static void CheckBounds(MqttOptions options, OptionProblems problems)
    {
        problems.Range(nameof(options.KeepAlive), options.KeepAlive, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(65_535));
        problems.Range(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        problems.Range(nameof(options.PublishTimeout), options.PublishTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        problems.Range(nameof(options.FlushTimeout), options.FlushTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        problems.Range(nameof(options.ReconnectFirst), options.ReconnectFirst, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        if (options.ReconnectSpread is { } spread)
            problems.Range(nameof(options.ReconnectSpread), spread, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(24));
        if (options.ReconnectLongest is { } longest)
            problems.Range(nameof(options.ReconnectLongest), longest, options.ReconnectFirst, TimeSpan.FromHours(24));
        if (options.EventExpiry is { } expiry)
            problems.Range(nameof(options.EventExpiry), expiry, TimeSpan.FromSeconds(1), TimeSpan.FromDays(365));
        problems.Range(nameof(options.QueueMessages), options.QueueMessages, 1, 10_000_000);
        problems.Range(nameof(options.QueueBytes), options.QueueBytes, 64 * 1024, 4L * 1024 * 1024 * 1024);
        problems.Range(nameof(options.InFlight), options.InFlight, 1, 16_384);
        problems.Range(nameof(options.InboundPayloadBytes), options.InboundPayloadBytes, 1024, 16 * 1024 * 1024);
    }
}
