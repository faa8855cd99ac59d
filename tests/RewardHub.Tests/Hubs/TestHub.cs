using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Npgsql;
using RewardHub.Tests.Databases;
using Xunit;

namespace RewardHub.Tests.Hubs;

/// <summary>The real hub on a port of its own, spoken to over HTTP.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    public const string AdminToken = "an-administrator-s-token";

    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);
    private static int s_devices;

    private readonly WebApplication _app;
    private readonly string _folder;

    private TestHub(WebApplication app, string folder, string connectionString)
    {
        (_app, _folder) = (app, folder);
        Url = app.Urls.First();
        Client = new HttpClient { BaseAddress = new Uri(Url), Timeout = s_bound };
        Database = NpgsqlDataSource.Create(connectionString);
        ConnectionString = connectionString;
    }

    public string Url { get; }

    public HttpClient Client { get; }

    public NpgsqlDataSource Database { get; }

    public string ConnectionString { get; }

    public string PictureFolder => Path.Combine(_folder, "pictures");

    public IServiceProvider Services => _app.Services;

    public static async Task<TestHub> StartAsync(PostgresFixture postgres, params string[] settings) =>
        await StartAsync(await postgres.CreateDatabaseAsync(), ready: true, settings);

    /// <param name="connectionString">To a database, or to nothing.</param>
    /// <param name="ready">Whether to wait until the hub can use it.</param>
    /// <param name="settings">Behind our own, so that they win.</param>
    public static async Task<TestHub> StartAsync(string connectionString, bool ready, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("hub-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "admin"), AdminToken + "\n");
        var app = Hub.Build(
        [
            "--urls=http://127.0.0.1:0", $"--Database:ConnectionString={connectionString}", $"--Admin:TokenFile={Path.Combine(folder, "admin")}",
            $"--Pictures:Directory={Path.Combine(folder, "pictures")}", "--Logging:LogLevel:Default=None", .. settings,
        ]);
        await app.StartAsync();
        var hub = new TestHub(app, folder, connectionString);
        if (ready)
            await hub.ReadyAsync();
        return hub;
    }

    public async Task ReadyAsync(HttpClient? client = null)
    {
        using var bound = new CancellationTokenSource(s_bound);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            using var answer = await (client ?? Client).GetAsync("/readyz", bound.Token);
            if (answer.IsSuccessStatusCode)
                return;
            await timer.WaitForNextTickAsync(bound.Token);
        }
    }

    /// <summary>A device that nobody else uses.</summary>
    public async Task<TestDevice> AddDeviceAsync(string? name = null)
    {
        name ??= $"van-{Interlocked.Increment(ref s_devices)}";
        var answer = await AdminAsync(HttpMethod.Post, "/v1/devices", $$"""{"name":"{{name}}"}""");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return new TestDevice(this, name, (string)answer.Json["token"]!);
    }

    public async Task<Answer> AdminAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return await Answer.OfAsync(await Client.SendAsync(request));
    }

    public async Task AllowAsync(string consent) =>
        Assert.Equal(HttpStatusCode.NoContent, (await AdminAsync(HttpMethod.Put, $"/v1/consents/{consent}", """{"training":true}""")).Status);

    /// <summary>Lines of an export.</summary>
    public async Task<List<JsonNode>> ExportAsync(string path)
    {
        var answer = await AdminAsync(HttpMethod.Get, $"/v1/exports/{path}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return [.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    public async Task<T> QueryAsync<T>(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<long> MetricAsync(string name)
    {
        var text = await Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return text.Split('\n').Where(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Select(line => long.Parse(line[(name.Length + 1)..], null)).SingleOrDefault();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
