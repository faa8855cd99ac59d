using System.Globalization;
using System.Text;
using System.Text.Json;
using Edge.EndToEnd.Mqtt;
using Edge.EndToEnd.Processes;
using Xunit;
using static Edge.EndToEnd.Rewards.RewardingHost;

namespace Edge.EndToEnd.Rewards;

/// <summary>Rewards as who consents to them meets them: asked, told, looked at, copied, killed, deleted. The broker is the host's own.</summary>
public sealed class RewardTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly int _port = FreePort.Take();

    [Fact]
    public async Task Rewards_FromTheQuestionToTheFile_SurviveAKillAndGoWhenDeleted()
    {
        using var folder = new TemporaryFolder();
        using var client = new HttpClient { Timeout = s_patience };
        string id;
        using (var host = Start(folder))
        {
            var http = await HttpAsync(host, s_patience);
            id = (await PostAsync(client, new Uri(http, "/ask"), """{"question":"how many cars are there?","budget_ms":60000}""", output)).GetProperty("id").GetString()!;

            // By the command line, by HTTP, by any MQTT program: each joined to the answer.
            var told = await RunAsync(folder, ["feedback", id, "--reward", "0.5", .. Broker()]);
            Assert.True(told.ExitCode == 0, told.Story);
            Assert.Contains("\"known\":true", told.Errors, StringComparison.Ordinal);
            Assert.True((await PostAsync(client, new Uri(http, "/feedback"), $$"""{"id":"{{id}}","correct":99}""", output)).GetProperty("ok").GetBoolean());
            var (correlation, heard) = await MosquittoClient.AskAsync(_port, "edge/box/feedback", "asker/heard", "c-1", $$"""{"id":"{{id}}","reward":1}""");
            Assert.Equal("c-1", correlation);
            Assert.True(JsonElement.Parse(heard).GetProperty("durable").GetBoolean(), heard);

            // Hostile: answered, and nothing of it recorded.
            foreach (var payload in (string[])["""{"id":"x","reward":7}""", """{"id":"x","plan":"import os"}""", "no json"])
                Assert.False((await PostAsync(client, new Uri(http, "/feedback"), payload, output)).GetProperty("ok").GetBoolean());

            // Another device's topic is not this one's.
            await MosquittoClient.PublishAsync(_port, "edge/other/feedback", $$"""{"id":"{{id}}","reward":-1}""");

            var status = JsonElement.Parse((await RunAsync(folder, ["rewards", "status", "--json", .. Consent])).Output);
            Assert.True(status.GetProperty("in_use").GetBoolean());
            Assert.Equal(5, status.GetProperty("waiting").GetProperty("reward").GetProperty("records").GetInt32());
            host.Send(Signal.Kill);
            await host.ExitAsync();
        }

        using (var host = Start(folder))
        {
            await HttpAsync(host, s_patience);
            var told = await RunAsync(folder, ["feedback", id, "--correct", "3", .. Broker()]);
            Assert.True(told.ExitCode == 0, told.Story);
            Assert.Contains("\"known\":false", told.Errors, StringComparison.Ordinal);

            var exported = await RunAsync(folder, ["rewards", "export", folder.File("out.jsonl"), .. Consent]);
            Assert.True(exported.ExitCode == 0, exported.Story);
            var lines = (await File.ReadAllLinesAsync(folder.File("out.jsonl"))).Select(line => JsonElement.Parse(line)).ToList();
            lines.ForEach(line => output.WriteLine(line.GetRawText()));
            Assert.Equal(Enumerable.Range(1, 6), lines.Select(line => line.GetProperty("seq").GetInt32()));
            var records = lines.Where(line => line.GetProperty("kind").GetString() == "reward").Select(line => line.GetProperty("record")).ToList();
            // The self-check comes when its second way has been gone, feedback when somebody gives it.
            Assert.Equal(["self_check", "truth", "user", "user", "user", "user"], records.Select(record => Text(record, "source")).Order(StringComparer.Ordinal));
            Assert.All(records, record => Assert.Equal((id, "box", "2026-01"), (Text(record, "id"), Text(record, "device"), Text(record, "consent"))));
            Assert.All(records.Take(5), record => Assert.Equal("how many cars are there?", Text(record.GetProperty("query"), "text")));
            Assert.Equal(JsonValueKind.Null, records[5].GetProperty("query").ValueKind);
            Assert.StartsWith("street-detector@", Text(records[0], "model"), StringComparison.Ordinal);

            var purged = await RunAsync(folder, ["rewards", "purge", "--yes", .. Broker()]);
            Assert.True(purged.ExitCode == 0, purged.Story);
            Assert.False(IsAnywhere(folder, id), "a purged record is still on the disk");
            await host.StopAsync();
        }

        // Without a host the command does it itself; nobody types 'delete' here.
        var refused = await RunAsync(folder, ["rewards", "purge", .. Consent]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(0, (await RunAsync(folder, ["rewards", "purge", "--yes", .. Consent])).ExitCode);
    }

    [Fact]
    public async Task Rewards_WithoutConsent_MakeNoFolder()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync(folder, ["ask", "how many cars are there?", "--source", Street, "--frames", "3"]);
        Assert.True(run.ExitCode == 0, run.Story);
        Assert.False(Directory.Exists(folder.File("state/edgehost/spool")));
        Assert.Contains("off", (await RunAsync(folder, ["rewards", "status"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_WithConsent_IsRecordedToo()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync(folder, ["ask", "how many cars are there?", "--source", Street, "--frames", "3", "--json", .. Consent]);
        Assert.True(run.ExitCode == 0, run.Story);
        var id = Text(JsonElement.Parse(run.Output), "id");
        var exported = await RunAsync(folder, ["rewards", "export", "-", .. Consent]);
        output.WriteLine(exported.Output);
        var lines = exported.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("record")).ToList();
        Assert.Equal(["truth", "self_check"], lines.Select(record => Text(record, "source")));
        Assert.All(lines, record => Assert.Equal(id, Text(record, "id")));
    }

    private static string[] Consent => ["--set", "Rewards:Consent=2026-01"];

    private string[] Broker() => ["--mqtt", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}"), "--device", "box"];

    private HostProcess Start(TemporaryFolder folder) => HostProcess.Start(
        ["run", "--source", Street, "--device", "box", "--set", string.Create(CultureInfo.InvariantCulture, $"Mqtt:Port={_port}"), "--set", $"Asking:Http:Port={FreePort.Take()}", .. Consent],
        folder.Path);

    private static Task<Finished> RunAsync(TemporaryFolder folder, string[] arguments) => HostProcess.RunAsync(arguments, folder.Path);

    private static bool IsAnywhere(TemporaryFolder folder, string id) =>
        Directory.GetFiles(folder.File("state/edgehost/spool/rewards"), "*.seg").Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(id)) >= 0;
        });
}
