using System.Diagnostics;
using Edge.EndToEnd.Mqtt;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Running;

/// <summary>How a host leaves: by itself, when it is asked to, and when it is killed.</summary>
public sealed class StopTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(15)]
    [InlineData(2)]
    public async Task Signal_WhileRunning_EndsEverythingAndSaysOffline(int signal)
    {
        using var site = await Site.OpenAsync();
        var host = site.Start("--source", "sim:pattern");
        await site.WaitAsync("camera/events", m => m.Json.GetProperty("type").GetString() == "new");

        var began = Stopwatch.GetTimestamp();
        host.Send((Signal)signal);
        var code = await host.ExitAsync();

        output.WriteLine($"gone after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
        Assert.Equal(0, code);
        await site.WaitAsync("status", m => m.Text == "offline" && m.IsRetained);
        EventLedger.Read(site.On("camera/events")).AssertEveryObjectBeganAndEndedOnce();
    }

    [Fact]
    public async Task Terminate_WhileTheBrokerIsFrozen_EndsWithinItsBounds()
    {
        using var site = await Site.OpenAsync();
        var host = site.Start("--set", "Mqtt:FlushTimeout=00:00:03");
        await site.WaitAsync("camera/events", m => m.Json.GetProperty("type").GetString() == "new"); // its end will be owed
        site.Broker.Freeze();

        var began = Stopwatch.GetTimestamp();
        host.Send(Signal.Terminate);
        var code = await host.ExitAsync();

        var took = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"gone after {took.TotalSeconds:0.0} s\n{string.Join('\n', host.Log.Last(3))}");
        Assert.Equal(0, code);
        Assert.Contains("were not delivered before the stop", host.Log.Text, StringComparison.Ordinal);
        site.Broker.Thaw();
    }

    [Fact]
    public async Task Kill_WhileRunning_LetsTheBrokerSayOffline()
    {
        using var site = await Site.OpenAsync();
        var host = site.Start("--source", "sim:pattern");
        await site.WaitAsync("status", m => m.Text == "online");

        host.Send(Signal.Kill);

        var will = await site.WaitAsync("status", m => m.Text == "offline");
        Assert.True(will.IsRetained);
    }

    [Theory]
    [InlineData("gone/person/count")]
    [InlineData("gone/yard/person/count")]
    [InlineData("camera/purple/count")]
    public async Task Start_BehindAKilledProcess_TakesBackTheCountsItLeft(string topic)
    {
        using var site = await Site.OpenAsync();
        await MosquittoClient.PublishAsync(site.Broker.Port, Site.Topic(topic), "3", "-r");
        await site.WaitAsync(topic, m => m.Text == "3");

        var host = site.Start("--source", "sim:pattern");

        var cleared = await site.WaitAsync(topic, m => m.Text != "3");
        Assert.Equal(("0", true), (cleared.Text, cleared.IsRetained));
        await site.WaitAsync("camera/red/count", m => m.Text != "0"); // its own are none of those
        await host.StopAsync();
    }
}
