using System.Text.RegularExpressions;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Watching;

public sealed class MetricsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Metrics_CountWhatHappened()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        var device = await hub.AddDeviceAsync();
        await device.SendAsync(1, 4, 0, device.Reward(1), device.Reward(2), device.Gap(4, 3, 4, 2));
        await device.SendAsync(1, 4, 0, device.Reward(1), device.Reward(2), device.Gap(4, 3, 4, 2));
        await device.SendAsync(5, 5, 4, "{}");
        foreach (var (name, expected) in new (string, long)[]
                 {
                     ("hub_records_stored_total{kind=\"reward\"}", 2), ("hub_records_stored_total{kind=\"gap\"}", 1), ("hub_records_duplicate_total", 3),
                     ("hub_records_told_lost_total{reason=\"evicted\"}", 2), ("hub_batches_total{result=\"stored\"}", 1), ("hub_batches_total{result=\"repeated\"}", 1),
                     ("hub_batches_total{result=\"refused\"}", 1), ("hub_refused_total{reason=\"record\"}", 1), ("hub_store_seconds_count", 2),
                 })
            Assert.True(await hub.MetricAsync(name) == expected, $"{name}: {await hub.MetricAsync(name)}, expected {expected}");
    }

    [Fact]
    public async Task Metrics_AreInPrometheusFormatAndNameNoDevice()
    {
        var hub = await postgres.HubAsync();
        var device = await hub.AddDeviceAsync("a-name-to-look-for");
        await device.SendAsync(1, 1, 0, device.Reward(1));
        var text = await hub.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.DoesNotContain(device.Name, text, StringComparison.Ordinal);
        Assert.All(
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(new Regex("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"\})? [0-9.eE+-]+)$"""), line));
    }
}
