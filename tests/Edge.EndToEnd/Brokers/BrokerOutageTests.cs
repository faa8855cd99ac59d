using Edge.EndToEnd.Detecting;
using Edge.EndToEnd.Models;
using Edge.EndToEnd.Mqtt;
using Xunit;

namespace Edge.EndToEnd.Brokers;

/// <summary>The broker dies under a running host, which must not care, and must not lose an event.</summary>
public sealed class BrokerOutageTests(ModelShelf models, ITestOutputHelper output)
{
    [Fact]
    public async Task Kill_MidRun_LosesNoEvent()
    {
        string[] arguments = [.. await models.Film.ArgumentsAsync(), "--set", "Mqtt:ReconnectLongest=00:00:01"];
        var undisturbed = (await models.Film.UndisturbedAsync()).Events.Story;
        for (var round = 0; round < TestData.Times("EDGE_E2E_OUTAGES"); round++)
            await KillOnceAsync(arguments, undisturbed);
    }

    [Fact]
    public async Task Freeze_ForSeconds_LosesNothingAtAll()
    {
        var undisturbed = (await models.Film.UndisturbedAsync()).Events.Story;
        using var site = await Site.OpenAsync();
        var host = site.Start(await models.Film.ArgumentsAsync());
        await site.WaitAsync("camera/detections", m => m.Json.GetProperty("frame_id").GetInt32() > 300);

        site.Broker.Freeze();
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken); // the time of the outage itself
        site.Broker.Thaw();

        Assert.Equal(0, await site.ExitAsync(host, TimeSpan.FromMinutes(3)));
        Assert.Equal(Enumerable.Range(0, PersonFilm.Frames), site.On("camera/detections").Select(m => m.Json.GetProperty("frame_id").GetInt32()));
        Assert.Equal(undisturbed, EventLedger.Read(site.On("camera/events")).Story);
    }

    [Fact]
    public async Task Start_BeforeTheBroker_ConnectsWhenItIsThere()
    {
        using var site = await Site.OpenAsync();
        await site.Broker.KillAsync();
        var host = site.Start("--set", "Mqtt:ReconnectLongest=00:00:01");
        var said = await host.Log.WaitAsync("Cannot connect to MQTT broker", Site.Patience);
        output.WriteLine(said);

        await site.Broker.ListenAsync();
        await site.Watcher.ReturnAsync();

        var status = await site.WaitAsync("status", m => m.Text == "online");
        Assert.True(status.IsRetained);
        await site.WaitAsync("info");
        await site.WaitAsync("camera/detections");
        await host.StopAsync();
    }

    private async Task KillOnceAsync(string[] arguments, IReadOnlyList<string> undisturbed)
    {
        using var site = await Site.OpenAsync();
        using var relay = new Relay(site.Broker.Port);
        var host = site.StartVia(relay.Address, arguments);
        await site.WaitAsync("camera/detections", m => m.Json.GetProperty("frame_id").GetInt32() > 300);

        await site.Broker.KillAsync();
        relay.Close(); // until the watcher listens again: what it could not hear is not lost by the host
        await host.Log.WaitAsync("lost", Site.Patience);
        await site.Broker.ListenAsync();
        await site.Watcher.ReturnAsync();
        relay.Open();

        Assert.Equal(0, await site.ExitAsync(host, TimeSpan.FromMinutes(3)));
        var events = EventLedger.Read(site.On("camera/events"));
        var frames = site.On("camera/detections").Select(m => m.Json.GetProperty("frame_id").GetInt32()).ToList();
        output.WriteLine($"{events.Messages} event messages, {frames.Count} of {PersonFilm.Frames} frames came; the first behind the outage: {frames.Zip(frames.Skip(1)).FirstOrDefault(pair => pair.Second != pair.First + 1)}");
        Assert.Equal(undisturbed, events.Story);
        Assert.Equal(frames.Distinct().Order(), frames);
    }
}
