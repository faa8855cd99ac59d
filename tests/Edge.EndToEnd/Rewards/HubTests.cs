using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Edge.EndToEnd.Mqtt;
using Edge.EndToEnd.Processes;
using Edge.HubProof.Hubs;
using RewardHub.Tests.Databases;
using Xunit;
using static Edge.EndToEnd.Rewards.RewardingHost;

namespace Edge.EndToEnd.Rewards;

/// <summary>From a question on the device to a line of a training set: the real host, the real hub, a real PostgreSQL, each killed meanwhile.</summary>
public sealed class HubTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private readonly int _port = FreePort.Take();

    [Fact]
    public async Task Rewards_HubAndHostKilled_EachIsAtTheHubOnceAndInTheExport()
    {
        using var server = PostgresServer.TryStart(out var reason);
        if (server is null)
            Assert.Skip(reason!);
        using var folder = new TemporaryFolder();
        using var hub = new HubProcess(await server.CreateDatabaseAsync());
        using var client = new HttpClient { Timeout = s_patience };
        await hub.StartAsync();
        await File.WriteAllTextAsync(folder.File("token"), await hub.AddDeviceAsync("box"));
        await hub.CommandAsync("consents", "allow", "2026-01");

        // Within a period.
        var ids = new List<string>();
        using (var host = Start(folder, hub))
        {
            var http = await HttpAsync(host, s_patience);
            ids.Add(await AskAsync(client, http));
            await WaitAsync(client, hub, ids);

            // The hub is away: questions are answered, records wait; then the device dies too.
            hub.Kill();
            ids.Add(await AskAsync(client, http));
            ids.Add(await AskAsync(client, http));
            await host.Log.WaitAsync("ended early", s_patience);
            host.Send(Signal.Kill);
            await host.ExitAsync();
        }

        await hub.StartAsync();
        using (var host = Start(folder, hub))
        {
            var http = await HttpAsync(host, s_patience);
            await WaitAsync(client, hub, ids);

            // Now, not in a period.
            ids.Add(await AskAsync(client, http));
            var heard = await PostAsync(client, new Uri(http, "/feedback"), $$"""{"id":"{{ids[^1]}}","correct":3}""", output);
            Assert.True(heard.GetProperty("durable").GetBoolean() && heard.GetProperty("known").GetBoolean());
            var flushed = await HostProcess.RunAsync(
                ["rewards", "flush", "--mqtt", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}"), .. Settings(hub)], folder.Path);
            Assert.True(flushed.ExitCode == 0, flushed.Story);
            Assert.Contains(await ExportAsync(client, hub, "rewards.jsonl"), line => Text(line, "source") == "user");
            await WaitAsync(client, hub, ids); // the second way is gone once the answer is out, and may come after the flush
            await host.StopAsync();
        }

        var lines = await ExportAsync(client, hub, "rewards.jsonl");
        lines.ForEach(line => output.WriteLine(line.GetRawText()));
        Assert.All(ids, id => Assert.Equal(1, lines.Count(line => Text(line, "id") == id && Text(line, "source") == "truth")));
        Assert.All(ids, id => Assert.Equal(1, lines.Count(line => Text(line, "id") == id && Text(line, "source") == "self_check")));
        Assert.Equal(1, lines.Count(line => Text(line, "source") == "user"));
        Assert.All(lines, line => Assert.Equal("how many cars are there?", Text(line.GetProperty("query"), "text")));
        var chats = await ExportAsync(client, hub, "chat.jsonl");
        Assert.Equal(ids.Order(StringComparer.Ordinal), chats.Select(line => Text(line, "id")).Order(StringComparer.Ordinal));
        Assert.All(chats, line => Assert.Contains("find(", Text(line.GetProperty("messages")[2], "content"), StringComparison.Ordinal));
    }

    private string[] Settings(HubProcess hub) =>
    [
        "--device", "box", "--set", "Rewards:Consent=2026-01", "--set", $"Upload:Url={hub.Url.ToString().TrimEnd('/')}", "--set", "Upload:TokenFile=token",
        "--set", "Upload:FirstWithin=00:00:01", "--set", "Upload:Period=00:00:03", "--set", "Upload:RetryFirst=00:00:01",
    ];

    private HostProcess Start(TemporaryFolder folder, HubProcess hub) => HostProcess.Start(
        ["run", "--source", Street, "--set", string.Create(CultureInfo.InvariantCulture, $"Mqtt:Port={_port}"), "--set", $"Asking:Http:Port={FreePort.Take()}", .. Settings(hub)], folder.Path);

    private async Task<string> AskAsync(HttpClient client, Uri http) =>
        Text(await PostAsync(client, new Uri(http, "/ask"), """{"question":"how many cars are there?","budget_ms":60000}""", output), "id")!;

    /// <summary>Until both rewards of each answer are there.</summary>
    private static async Task WaitAsync(HttpClient client, HubProcess hub, List<string> ids)
    {
        List<JsonElement> lines = [];
        await Eventually.TrueAsync(
            () =>
            {
                lines = ExportAsync(client, hub, "rewards.jsonl").GetAwaiter().GetResult();
                return ids.All(id => lines.Count(line => Text(line, "id") == id && Text(line, "source") != "user") == 2);
            },
            s_patience, "two rewards of each answer at the hub");
    }

    private static async Task<List<JsonElement>> ExportAsync(HttpClient client, HubProcess hub, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(hub.Url, $"/v1/exports/{name}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", hub.AdministratorToken);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }
}
