using Edge.EndToEnd.Mqtt;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Brokers;

/// <summary>The host dies while its broker is away, and the events that it had come with the next one.</summary>
public sealed class SpooledEventsTests(ITestOutputHelper output)
{
    private static readonly string[] s_busyStreet =
        ["--source", "sim:street?size=640x360&fps=15", "--set", "Events:UpdateSeconds=0.2", "--set", "Mqtt:ReconnectLongest=00:00:01"];

    [Fact]
    public async Task Kill_WhileTheBrokerIsAway_TheNextStartDeliversWhatWasOnTheDisk()
    {
        using var site = await Site.OpenAsync();
        using var relay = new Relay(site.Broker.Port);
        var host = site.StartVia(relay.Address, s_busyStreet);
        await site.WaitAsync("camera/events", m => Seq(m) >= 5);
        relay.Close();
        await host.Log.WaitAsync("lost", Site.Patience);
        var heard = site.On("camera/events").Max(Seq);
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken); // the outage itself, in which events happen
        host.Send(Signal.Kill);
        await host.ExitAsync();

        relay.Open();
        var next = site.StartVia(relay.Address, s_busyStreet);
        await site.WaitAsync("camera/events", m => Boot(m) == 2);
        var stats = await site.WaitAsync("stats", m => m.Json.TryGetProperty("spool", out _));
        output.WriteLine(stats.Json.GetProperty("spool").GetRawText());
        Assert.Equal(0, stats.Json.GetProperty("spool").GetProperty("events").GetProperty("evicted").GetInt64());
        await next.StopAsync();
        await site.WaitAsync("status", m => m.Text == "offline");

        var events = site.On("camera/events").Select(m => (Seq: Seq(m), Boot: Boot(m), m.Text)).ToList();
        var distinct = events.DistinctBy(e => e.Seq).ToList();
        var ofTheFirst = distinct.Count(e => e.Boot == 1);
        output.WriteLine($"{heard} heard before the outage, {ofTheFirst} of the killed host in the end, {distinct.Count - ofTheFirst} of the next, {events.Count - distinct.Count} twice");
        Assert.True(ofTheFirst > heard, "nothing of the outage came");
        Assert.Equal(Enumerable.Range(1, distinct.Count).Select(n => (long)n), distinct.Select(e => e.Seq)); // none missing, in order
        Assert.All(events.GroupBy(e => e.Seq), copies => Assert.Single(copies.Distinct())); // twice, but the same
        Assert.Empty(site.On("gaps"));
        EventLedger.Read(site.On("camera/events")).AssertChainedThroughout();
    }

    [Fact]
    public async Task Start_SecondHostOnTheSameFolder_SaysSoAndPublishesAllTheSame()
    {
        using var site = await Site.OpenAsync();
        var first = site.Start(s_busyStreet);
        await site.WaitAsync("camera/events");
        var second = HostProcess.Start(["run", "--mqtt", site.Broker.Address, "--device", "second", .. s_busyStreet], site.Folder.Path);
        try
        {
            output.WriteLine(await second.Log.WaitAsync("in use by another process", Site.Patience));
            await site.Watcher.WaitAsync("edge/second/camera/events", _ => true, Site.Patience, second.Story);
            await second.StopAsync();
            await first.StopAsync();
        }
        finally
        {
            second.Dispose();
        }
    }

    [Fact]
    public async Task Start_FolderIsAFile_SaysWhatIsWrong()
    {
        using var site = await Site.OpenAsync();
        site.Folder.Write("state/edgehost/spool", "not a folder");
        var host = site.Start(s_busyStreet);
        output.WriteLine(await host.Log.WaitAsync("events wait in memory", Site.Patience));
        await site.WaitAsync("camera/events");
        await host.StopAsync();
    }

    private static long Seq(MqttMessage message) => message.Json.GetProperty("seq").GetInt64();

    private static int Boot(MqttMessage message) => message.Json.GetProperty("boot").GetInt32();
}
