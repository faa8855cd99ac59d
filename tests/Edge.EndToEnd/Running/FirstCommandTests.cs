using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Edge.EndToEnd.Mqtt;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Running;

/// <summary>What a new user sees who types the program's name and nothing else.</summary>
public sealed partial class FirstCommandTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Run_WithoutArgumentsInAnEmptyFolder_PublishesTheTableOfTopics()
    {
        using var folder = new TemporaryFolder();
        using var host = HostProcess.Start([], folder.Path);
        var line = await host.Log.WaitAsync("Embedded MQTT broker listens on ", Site.Patience);
        var port = int.Parse(EndPoint().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);
        using var watcher = await MosquittoWatcher.StartAsync(port);
        var root = $"edge/{Environment.MachineName}";

        var status = await WaitAsync("status");
        var info = await WaitAsync("info", m => m.Json.GetProperty("engines")[0].TryGetProperty("providers", out _));
        var detections = await WaitAsync("camera/detections", m => m.Json.GetProperty("objects").GetArrayLength() > 0);
        var begun = await WaitAsync("camera/events", m => m.Json.GetProperty("type").GetString() == "new");
        var stats = await WaitAsync("stats", m => m.Json.GetProperty("cameras").GetProperty("camera").GetProperty("fps").GetDouble() > 0);
        var snapshot = await WaitAsync("camera/snapshot");
        foreach (var message in (MqttMessage[])[status, info, detections, begun, stats])
            output.WriteLine($"{message.Topic}  q{message.QualityOfService}  {(message.IsRetained ? "retained" : "")}  {message.Text}");

        Assert.Equal(("online", true, 1), (status.Text, status.IsRetained, status.QualityOfService));
        Assert.Equal((true, 1), (info.IsRetained, info.QualityOfService));
        Assert.Equal("street-detector", info.Json.GetProperty("engines")[0].GetProperty("model").GetString());
        Assert.Equal("sim:street?seed=7&scenario=crossing", info.Json.GetProperty("cameras")[0].GetProperty("uri").GetString());
        Assert.Equal((false, 0), (detections.IsRetained, detections.QualityOfService));
        AssertObject(detections.Json.GetProperty("objects")[0]);
        Assert.Equal(1, begun.QualityOfService);
        Assert.Equal((true, 0), (snapshot.IsRetained, snapshot.QualityOfService));
        Assert.Equal([0xFF, 0xD8, 0xFF], snapshot.Payload[..3]);
        Assert.Empty(host.Output.All);
        Assert.Equal(["state"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName)); // its home of state, which the test put there
        await host.StopAsync();

        Task<MqttMessage> WaitAsync(string topic, Func<MqttMessage, bool>? fits = null) =>
            watcher.WaitAsync($"{root}/{topic}", fits ?? (_ => true), Site.Patience, host.Story);
    }

    [Fact]
    public async Task Run_SecondHostOnTheSameMachine_TakesTheNextFreePort()
    {
        using var folder = new TemporaryFolder();
        using var first = HostProcess.Start(["--device", "first"], folder.Path);
        await first.Log.WaitAsync("Embedded MQTT broker listens on ", Site.Patience);
        using var second = HostProcess.Start(["--device", "second"], folder.Path);

        var said = await second.Log.WaitAsync("is taken: the embedded MQTT broker listens on", Site.Patience);

        output.WriteLine(said);
        await second.Log.WaitAsync("Connected to MQTT broker", Site.Patience);
        await first.StopAsync();
        await second.StopAsync();
    }

    private static void AssertObject(JsonElement found)
    {
        Assert.True(found.GetProperty("id").GetInt64() > 0);
        Assert.NotEmpty(found.GetProperty("label").GetString()!);
        Assert.InRange(found.GetProperty("score").GetDouble(), 0.01, 1);
        var box = found.GetProperty("box").EnumerateArray().Select(side => side.GetDouble()).ToArray();
        Assert.Equal(4, box.Length);
        Assert.True(box[0] < box[2] && box[1] < box[3]);
    }

    [GeneratedRegex(@"listens on \S+:(\d+)")]
    private static partial Regex EndPoint();
}
