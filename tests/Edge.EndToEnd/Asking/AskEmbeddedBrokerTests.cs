using System.Globalization;
using System.Text.Json;
using Edge.EndToEnd.Mqtt;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Asking;

/// <summary>Nothing but the program, as who tries it out has it: its own broker, its own street.</summary>
public sealed class AskEmbeddedBrokerTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Ask_TheFirstCommandOnItsOwnBroker_AnswersOnTheResponseTopic()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Take();
        using var host = HostProcess.Start(["--device", "box", "--set", string.Create(CultureInfo.InvariantCulture, $"Mqtt:Port={port}")], folder.Path);
        await host.Log.WaitAsync("camera: Running", Site.Patience);
        var line = await host.Log.WaitAsync("Questions over HTTP: POST ", Site.Patience);
        using var client = new HttpClient { Timeout = Site.Patience };
        // The first one waits until the encoders are loaded; on a busy machine that takes a while.
        using var first = await client.PostAsync(
            new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim()), new StringContent("""{"question":"is there a red car?","budget_ms":60000}"""));
        output.WriteLine(await first.Content.ReadAsStringAsync());

        var (correlation, payload) = await MosquittoClient.AskAsync(
            port, "edge/box/ask", "asker/answers", "c-1", """{"question":"how many red cars are closer than ten metres?","budget_ms":10000}""");

        output.WriteLine(payload);
        Assert.Equal("c-1", correlation);
        var answer = JsonElement.Parse(payload);
        Assert.Equal("answered", answer.GetProperty("outcome").GetString());
        Assert.InRange(answer.GetProperty("value").GetInt32(), 0, 10);
        await host.StopAsync();
    }
}
