using System.Net;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Storing;

/// <summary>Numbers that come again: with the same contents a repeat, with others an alarm, and a gap is no contradiction.</summary>
public sealed class ConflictTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Seq_WithOtherContents_Is409WithDurableThroughAndAnAlarm()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var before = await device.Hub.MetricAsync("hub_alarms_total");
        await device.SendAsync(1, 3, 0, device.Reward(1), device.Reward(2), device.Reward(3));
        var answer = await device.SendAsync(2, 4, 0, device.Reward(2), device.Reward(3, reward: -1), device.Reward(4));
        answer.Is(HttpStatusCode.Conflict, "line 2", "seq 3");
        Assert.Equal(3, answer.DurableThrough);
        Assert.Contains($"{device.Name}/{device.Spool}/1/2-4/", (string)answer.Json["batch"]!, StringComparison.Ordinal);
        Assert.Equal([1.0, 1.0, 1.0], await RewardsAsync(device));
        Assert.Equal(before + 1, await device.Hub.MetricAsync("hub_alarms_total"));
        await device.SendAsync(2, 4, 0, device.Reward(2), device.Reward(3, reward: -1), device.Reward(4));
        Assert.Equal(2, await device.Hub.QueryAsync<int>("select times from alarms a join devices d on d.id = a.device where d.name = $1", device.Name));
    }

    [Fact]
    public async Task Seq_AsAnotherKind_Is409()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        await device.SendAsync(1, 1, 0, device.Line(1, "event", "{}"));
        (await device.SendAsync(1, 1, 0, device.Line(1, "safety_event", "{}"))).Is(HttpStatusCode.Conflict, "event", "safety_event");
    }

    [Fact]
    public async Task Range_WithAnotherHashAndOtherNumbers_Is409()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        await device.SendAsync(1, 3, 0, device.Reward(1), device.Reward(3));
        Assert.Equal(3, (await device.SendAsync(1, 3, 0, device.Reward(1), device.Reward(2), device.Reward(3))).Is(HttpStatusCode.Conflict, "1 to 3").DurableThrough);
        (await device.SendAsync(1, 3, 0, device.Reward(3))).Is(HttpStatusCode.Conflict, "1 to 3");
        Assert.Equal(2, (await RewardsAsync(device)).Count);
    }

    [Fact]
    public async Task Range_WithAnotherHashAndTheSameRecords_IsARepeat()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        await device.SendAsync(1, 1, 0, device.Reward(1));
        var otherwise = $$"""{ "kind":"reward", "record":{{device.RewardJson("q-1")}}, "seq":1 }""";
        (await device.SendAsync(1, 1, 0, otherwise)).Is(0, 1, 1);
    }

    [Fact]
    public async Task Gap_InPlaceOfARecordThatHadArrived_KeepsTheRecord()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        await device.SendAsync(1, 4, 0, device.Reward(1), device.Line(2, "event", "{\"a\":1}"), device.Line(3, "event", "{\"a\":2}"), device.Reward(4));
        (await device.SendAsync(1, 4, 0, device.Reward(1), device.Gap(3, 2, 3, 2, lost: "event"), device.Reward(4))).Is(0, 3, 4);
        Assert.Equal(2, await device.Hub.QueryAsync<long>("select count(*) from records r join devices d on d.id = r.device where d.name = $1 and kind = 4", device.Name));
    }

    [Fact]
    public async Task Record_LaterThanTheGapInItsPlace_ReplacesTheGap()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        await device.SendAsync(1, 4, 0, device.Reward(1), device.Gap(3, 2, 3, 2, lost: "event"), device.Reward(4));
        (await device.SendAsync(1, 4, 0, device.Reward(1), device.Line(2, "event", "{}"), device.Line(3, "event", "{}"), device.Reward(4))).Is(2, 2, 4);
        Assert.Equal(0, await device.Hub.QueryAsync<long>("select count(*) from records r join devices d on d.id = r.device where d.name = $1 and kind = 6", device.Name));
    }

    [Fact]
    public async Task Gap_ThatHasGrown_ReplacesTheSmaller()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        await device.SendAsync(10, 19, 0, device.Gap(19, 15, 19, 5));
        (await device.SendAsync(5, 19, 0, device.Gap(19, 5, 19, 12))).Is(1, 0, 0);
        (await device.SendAsync(10, 19, 0, device.Gap(19, 14, 19, 6))).Is(0, 1, 0);
        Assert.Equal(12, await device.Hub.QueryAsync<long>("select sum(lost)::bigint from records r join devices d on d.id = r.device where d.name = $1", device.Name));
    }

    private static async Task<List<double>> RewardsAsync(TestDevice device)
    {
        await using var command = device.Hub.Database.CreateCommand("select reward from records r join devices d on d.id = r.device where d.name = $1 order by seq");
        command.Parameters.Add(new() { Value = device.Name });
        await using var reader = await command.ExecuteReaderAsync();
        var rewards = new List<double>();
        while (await reader.ReadAsync())
            rewards.Add(reader.GetDouble(0));
        return rewards;
    }
}
