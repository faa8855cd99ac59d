namespace Telemetry.Uploading;

/// <summary>All that is wrong with the options, at once; each with key, value, and what is allowed.</summary>
public static class UploadOptionsCheck
{
    private const string NameRule = "1 to 64 letters, digits, '.', '_' or '-'";

    /// <param name="device">The device's name in topics, used where the options give none.</param>
    public static IReadOnlyList<string> Problems(UploadOptions options, string device, string section = "Upload")
    {
        var problems = new List<string>();
        void Add(string key, object? value, string expected) => problems.Add($"{section}:{key} is '{value}': expected {expected}");

        if (options.Url is { } url)
            CheckHub(options, url, device, Add);
        CheckFile(nameof(options.TokenFile), options.TokenFile, Add);
        CheckFile(nameof(options.CaFile), options.CaFile, Add);
        CheckFile(nameof(options.ClientCertificateFile), options.ClientCertificateFile, Add);
        CheckFile(nameof(options.ClientKeyFile), options.ClientKeyFile, Add);
        if (options.ClientCertificateFile is null != options.ClientKeyFile is null)
            Add(nameof(options.ClientKeyFile), options.ClientKeyFile, "ClientCertificateFile and ClientKeyFile together");
        if (options.Hub is { } hub && !IsName(hub))
            Add(nameof(options.Hub), hub, NameRule);
        if (!Enum.IsDefined(options.Network))
            Add(nameof(options.Network), options.Network, "Any or Unmetered");
        if (options is { Network: UploadNetwork.Unmetered, MeteredInterfaces.Count: 0 })
            Add(nameof(options.MeteredInterfaces), "", "at least one interface such as wwan* where Network is Unmetered");
        CheckTime(nameof(options.Period), options.Period, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30), Add);
        CheckTime(nameof(options.FirstWithin), options.FirstWithin, TimeSpan.Zero, TimeSpan.FromDays(1), Add);
        CheckTime(nameof(options.RetryFirst), options.RetryFirst, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1), Add);
        CheckTime(nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(30), Add);
        CheckNumber(nameof(options.BatchBytes), options.BatchBytes, 16 * 1024, 1024 * 1024, Add);
        CheckNumber(nameof(options.DeadLetterBytes), options.DeadLetterBytes, 0, 1L << 40, Add);
        return problems;
    }

    /// <summary>What may name a device or a hub.</summary>
    internal static bool IsName(string name) =>
        name.Length is >= 1 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static void CheckHub(UploadOptions options, string url, string device, Action<string, object?, string> add)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var hub) || hub.Scheme is not ("https" or "http") || hub.Query.Length > 0 || hub.UserInfo.Length > 0)
            add(nameof(options.Url), Shown(url, hub), "an address such as https://hub.example.org, without user or query");
        else if (hub.Scheme == "http" && !hub.IsLoopback)
            add(nameof(options.Url), url, "https: a token must not go over the network in clear (http only to this machine itself)");
        if (options.TokenFile is null && options.ClientCertificateFile is null)
            add(nameof(options.TokenFile), null, "a file with the device's token, or ClientCertificateFile and ClientKeyFile");
        var name = options.Device.Length > 0 ? options.Device : device;
        if (!IsName(name))
            add(nameof(options.Device), name, NameRule);
    }

    /// <summary>A password in an address is not shown.</summary>
    private static string Shown(string url, Uri? hub) => hub is { UserInfo.Length: > 0 } ? url.Replace(hub.UserInfo, "…", StringComparison.Ordinal) : url;

    private static void CheckFile(string key, string? path, Action<string, object?, string> add)
    {
        if (path is not null && !File.Exists(path))
            add(key, path, "a file that exists and may be read");
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
