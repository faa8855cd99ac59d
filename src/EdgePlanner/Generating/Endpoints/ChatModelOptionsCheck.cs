using System.Net;

namespace EdgePlanner.Generating.Endpoints;

/// <summary>All that is wrong with the options, at once; each with key, value, and what is allowed.</summary>
public static class ChatModelOptionsCheck
{
    public static IReadOnlyList<string> Problems(ChatModelOptions options, string section)
    {
        var problems = new List<string>();
        if (options.Url is { } endpoint)
            CheckEndpoint(endpoint, options.AllowPlainHttp, Add);
        if (string.IsNullOrWhiteSpace(options.Model))
            Add(nameof(options.Model), options.Model, "the name that the server has for the model");
        if (!Enum.IsDefined(options.Grammar))
            Add(nameof(options.Grammar), options.Grammar, string.Join(", ", Enum.GetNames<ServerGrammar>()));
        if (options is { KeyVariable: not null, KeyFile: not null })
            Add(nameof(options.KeyVariable), options.KeyVariable, "KeyVariable or KeyFile, not both");
        if (options.Url is not null && ApiKey.Fault(options) is { } fault)
            problems.Add($"{section}:{fault}");
        Range(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Range(nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10));
        Range(nameof(options.AnswerBytes), options.AnswerBytes, 1024, 16 * 1024 * 1024);
        Range(nameof(options.FailuresBeforePause), options.FailuresBeforePause, 1, 1000);
        Range(nameof(options.Pause), options.Pause, TimeSpan.Zero, TimeSpan.FromHours(1));
        return problems;

        void Add(string key, object? value, string expected) => problems.Add($"{section}:{key} is '{value}': expected {expected}");

        void Range<T>(string key, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                Add(key, value, $"{least} to {most}");
        }
    }

    /// <summary>A host that is named is looked up when it is connected to (<see cref="NearbyAddress"/>).</summary>
    private static void CheckEndpoint(string endpoint, bool allowPlainHttp, Action<string, object?, string> add)
    {
        const string key = nameof(ChatModelOptions.Url);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            add(key, Shown(endpoint, uri), "an address such as http://127.0.0.1:8080/v1, without query");
        else if (uri.UserInfo.Length > 0)
            add(key, Shown(endpoint, uri), "no user or password in the address; a key goes into a file (KeyFile)");
        else if (uri.Scheme == "http" && !allowPlainHttp && IPAddress.TryParse(uri.DnsSafeHost, out var address) && !NearbyAddress.Is(address))
            add(key, endpoint, "https, or an address in this machine or a private network (AllowPlainHttp permits it all the same)");
    }

    /// <summary>A password in an address is not shown.</summary>
    private static string Shown(string endpoint, Uri? uri) => uri is { UserInfo.Length: > 0 } ? endpoint.Replace(uri.UserInfo, "…", StringComparison.Ordinal) : endpoint;
}
