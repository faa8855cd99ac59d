using RewardHub.Consents;
using RewardHub.Databases;
using RewardHub.Devices;

namespace RewardHub.Commands;

/// <summary>What the administrator does beside the running hub, on the same database. Results go to standard output, everything else to standard error.</summary>
internal static class CommandLine
{
    public const string Usage =
        """
        usage: RewardHub [SETTINGS]                          run the hub
               RewardHub devices add|renew NAME [SETTINGS]   print a new token, once
               RewardHub devices revoke NAME [SETTINGS]
               RewardHub devices list [SETTINGS]
               RewardHub consents allow|forbid VERSION [SETTINGS]   may records under it be exported for training?
               RewardHub consents list [SETTINGS]
               RewardHub health URL                          exit 0 if the hub at URL is ready
        SETTINGS: --Database:ConnectionString=... and so on (docs/hub.md), environment variables Database__ConnectionString, or --Settings FILE
        """;

    private const int BadUsage = 64;

    /// <summary>Whether these are arguments for here and not for the hub.</summary>
    public static bool Is(string[] arguments) => arguments.Length > 0 && !arguments[0].StartsWith('-') || arguments is ["--help" or "-h", ..];

    public static Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors, CancellationToken token) => arguments switch
    {
        ["devices", "list", .. var settings] => InAsync(settings, errors, services => ListDevicesAsync(services, output, token), token),
        ["devices", var verb and ("add" or "renew" or "revoke"), var name, .. var settings] when DeviceName.IsValid(name) =>
            InAsync(settings, errors, services => DeviceAsync(services, verb, name, output, errors, token), token),
        ["consents", "list", .. var settings] => InAsync(settings, errors, services => ListConsentsAsync(services, output, token), token),
        ["consents", var verb and ("allow" or "forbid"), { Length: > 0 } version, .. var settings] => InAsync(settings, errors, async services =>
        {
            await services.GetRequiredService<ConsentBook>().DecideAsync(new Consent(version, verb == "allow"), token);
            return 0;
        }, token),
        ["health", var url] => HealthAsync(url, errors, token),
        ["--help" or "-h" or "help", ..] => SayAsync(output, 0),
        _ => SayAsync(errors, BadUsage),
    };

    private static async Task<int> DeviceAsync(IServiceProvider services, string verb, string name, TextWriter output, TextWriter errors, CancellationToken token)
    {
        var register = services.GetRequiredService<DeviceRegister>();
        if (verb == "revoke")
            return await register.RevokeAsync(name, token) ? 0 : await FailAsync(errors, $"there is no device \"{name}\"; RewardHub devices list shows them");
        var secret = verb == "add" ? await register.AddAsync(name, token) : await register.RenewAsync(name, token);
        if (secret is null)
        {
            return await FailAsync(errors, verb == "add"
                ? $"there is a device \"{name}\" already: take another name, or RewardHub devices renew {name} for a new token"
                : $"there is no device \"{name}\" that could get a token (an erased one cannot); RewardHub devices list shows them");
        }
        await output.WriteLineAsync(secret);
        await errors.WriteLineAsync($"the token of {name}; it is not shown again");
        return 0;
    }

    private static async Task<int> ListDevicesAsync(IServiceProvider services, TextWriter output, CancellationToken token)
    {
        const int portion = 1000;
        var register = services.GetRequiredService<DeviceRegister>();
        for (var after = ""; ;)
        {
            var devices = await register.ListAsync(after, portion, token);
            foreach (var device in devices)
            {
                await output.WriteLineAsync(FormattableString.Invariant(
                    $"{device.Name}\t{(device.Erased ? "erased" : device.Revoked ? "revoked" : "active")}\t{device.LastSeen?.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\t{device.Records}"));
            }
            if (devices.Count < portion)
                return 0;
            after = devices[^1].Name;
        }
    }

    private static async Task<int> ListConsentsAsync(IServiceProvider services, TextWriter output, CancellationToken token)
    {
        foreach (var consent in await services.GetRequiredService<ConsentBook>().ListAsync(token))
            await output.WriteLineAsync($"{consent.Version}\t{(consent.Training ? "allowed" : "forbidden")}");
        return 0;
    }

    private static async Task<int> InAsync(string[] settings, TextWriter errors, Func<IServiceProvider, Task<int>> run, CancellationToken token)
    {
        try
        {
            await using var app = Hub.Build([.. settings, "--Logging:LogLevel:Default=Warning", "--Logging:Console:LogToStandardErrorThreshold=Trace"]);
            await app.Services.GetRequiredService<Migrator>().RunAsync(token);
            return await run(app.Services);
        }
        catch (Exception e) when (DatabaseFault.IsPassing(e))
        {
            return await FailAsync(errors, $"the database cannot be reached: {e.Message}");
        }
    }

    private static async Task<int> HealthAsync(string url, TextWriter errors, CancellationToken token)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return await SayAsync(errors, BadUsage);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/readyz"), token);
            return answer.IsSuccessStatusCode ? 0 : await FailAsync(errors, (await answer.Content.ReadAsStringAsync(token)).Trim());
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return await FailAsync(errors, e.Message);
        }
    }

    private static async Task<int> FailAsync(TextWriter errors, string reason)
    {
        await errors.WriteLineAsync(reason);
        return 1;
    }

    private static async Task<int> SayAsync(TextWriter writer, int code)
    {
        await writer.WriteLineAsync(Usage);
        return code;
    }
}
