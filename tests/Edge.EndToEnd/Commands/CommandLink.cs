using System.Text.Json;
using Edge.EndToEnd.Mqtt;

namespace Edge.EndToEnd.Commands;

/// <summary>Sends commands as any MQTT program would, and waits for their answers.</summary>
internal static class CommandLink
{
    /// <summary>The answer on <c>cmd/result</c>.</summary>
    public static async Task<JsonElement> CommandAsync(this Site site, string command, string payload)
    {
        var from = site.Watcher.Count;
        await MosquittoClient.PublishAsync(site.Broker.Port, Site.Topic($"cmd/{command}"), payload);
        return (await site.WaitAsync("cmd/result", from)).Json;
    }

    /// <summary>The answer on a response topic of one's own (MQTT 5).</summary>
    public static async Task<JsonElement> RequestAsync(this Site site, string command, string payload)
    {
        var correlation = Guid.NewGuid().ToString("N");
        var (returned, answer) = await MosquittoClient.AskAsync(site.Broker.Port, Site.Topic($"cmd/{command}"), $"asker/{correlation}", correlation, payload);
        Xunit.Assert.Equal(correlation, returned);
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.Clone();
    }

    public static bool IsOk(this JsonElement answer) => answer.GetProperty("ok").GetBoolean();
}
