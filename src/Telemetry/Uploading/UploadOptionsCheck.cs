namespace Telemetry.Uploading;

/// <summary>All that is wrong with the options, at once; each with key, value, and what is allowed.</summary>
public static class UploadOptionsCheck
{
    private const string NameRule = "1 to 64 letters, digits, '.', '_' or '-'";

    /// <param name="device">The device's name in topics, used where the options give none.</param>
    public static IReadOnlyList<string> Problems(UploadOptions options, string device, string section = "Upload")
    {
        var problems = new OptionProblems(section);
        if (options.Url is { } url)
            CheckHub(options, url, device, problems);
        problems.File(nameof(options.TokenFile), options.TokenFile);
        problems.File(nameof(options.CaFile), options.CaFile);
        problems.File(nameof(options.ClientCertificateFile), options.ClientCertificateFile);
        problems.File(nameof(options.ClientKeyFile), options.ClientKeyFile);
        if (options.ClientCertificateFile is null != options.ClientKeyFile is null)
            problems.Add(nameof(options.ClientKeyFile), options.ClientKeyFile, "ClientCertificateFile and ClientKeyFile together");
        if (options.Hub is { } hub && !WireName.IsValid(hub))
            problems.Add(nameof(options.Hub), hub, NameRule);
        if (!Enum.IsDefined(options.Network))
            problems.Add(nameof(options.Network), options.Network, "Any or Unmetered");
        if (options is { Network: UploadNetwork.Unmetered, MeteredInterfaces.Count: 0 })
            problems.Add(nameof(options.MeteredInterfaces), "", "at least one interface such as wwan* where Network is Unmetered");
        problems.Range(nameof(options.Period), options.Period, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        problems.Range(nameof(options.FirstWithin), options.FirstWithin, TimeSpan.Zero, TimeSpan.FromDays(1));
        problems.Range(nameof(options.RetryFirst), options.RetryFirst, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1));
        problems.Range(nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(30));
        problems.Range(nameof(options.BatchBytes), options.BatchBytes, 16 * 1024, 1024 * 1024);
        problems.Range(nameof(options.DeadLetterBytes), options.DeadLetterBytes, 0, 1L << 40);
        return problems.All;
    }

    private static void CheckHub(UploadOptions options, string url, string device, OptionProblems problems)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var hub) || hub.Scheme is not ("https" or "http") || hub.Query.Length > 0 || hub.UserInfo.Length > 0)
            problems.Add(nameof(options.Url), Shown(url, hub), "an address such as https://hub.example.org, without user or query");
        else if (hub.Scheme == "http" && !hub.IsLoopback)
            problems.Add(nameof(options.Url), url, "https: a token must not go over the network in clear (http only to this machine itself)");
        if (options.TokenFile is null && options.ClientCertificateFile is null)
            problems.Add(nameof(options.TokenFile), null, "a file with the device's token, or ClientCertificateFile and ClientKeyFile");
        var name = options.Device.Length > 0 ? options.Device : device;
        if (!WireName.IsValid(name))
            problems.Add(nameof(options.Device), name, NameRule);
    }

    /// <summary>A password in an address is not shown.</summary>
    private static string Shown(string url, Uri? hub) => hub is { UserInfo.Length: > 0 } ? url.Replace(hub.UserInfo, "…", StringComparison.Ordinal) : url;
}
