using System.Net;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Uploads;

public sealed class UploadTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(null)]
    [InlineData("none")]
    [InlineData("zstd")]
    public async Task Batch_EveryKind_IsStoredAsItCame(string? coding)
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        string[] lines =
        [
            device.Reward(11), device.Line(12, "trace", """{"id":"q-11","time":1,"consent":"2026-01","user":null,"steps":[{"tool":"find","args":["car"],"result":4,"ms":0.2}]}"""),
            device.Line(13, "event", """{"anything":[1,{"at":"all"}],"more":"ü \" \u0000 \ud800"}"""), device.Line(14, "safety_event", "{}"),
            device.Gap(20, 15, 20, 6),
        ];
        var body = TestDevice.Body(lines);
        var answer = await device.SendAsync(device.Make(11, 20, 10, body, sent: coding == "zstd" ? TestDevice.Zstd(body) : null, coding: coding));
        answer.Is(stored: 5, duplicates: 0, durableThrough: 20);
        Assert.StartsWith($"{device.Name}/{device.Spool}/1/11-20/", (string)answer.Json["batch"]!, StringComparison.Ordinal);
        Assert.Equal("hub", Assert.Single(answer.Headers.GetValues("Edge-Hub")));
        foreach (var line in lines)
        {
            var seq = long.Parse(line[7..line.IndexOf(',', StringComparison.Ordinal)], null);
            Assert.Contains($"\"record\":{await BodyOfAsync(device, seq)}}}", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Batch_SentAgain_IsAnsweredAndNotStoredAgain()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        (await device.SendAsync(1, 3, 0, device.Reward(1), device.Reward(3))).Is(2, 0, 3);
        (await device.SendAsync(1, 3, 0, device.Reward(1), device.Reward(3))).Is(0, 2, 3);
        Assert.Equal(2, await CountAsync(device));
    }

    [Fact]
    public async Task Batch_ManyTimesAtOnce_IsStoredOnce()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => device.SendAsync(1, 2, 0, device.Reward(1), device.Reward(2))));
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, answer.Text));
        Assert.Equal(2, answers.Where(answer => answer.Status == HttpStatusCode.OK).Sum(answer => answer.Stored));
        Assert.Equal(2, await CountAsync(device));
    }

    [Fact]
    public async Task DurableThrough_BatchesOutOfOrder_StopsBeforeTheHole()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        (await device.SendAsync(21, 30, 0, device.Reward(25))).Is(1, 0, durableThrough: 0);
        (await device.SendAsync(1, 10, 0, device.Reward(1))).Is(1, 0, durableThrough: 10);
        (await device.SendAsync(41, 50, 10, device.Reward(45))).Is(1, 0, durableThrough: 10);
        (await device.SendAsync(11, 20, 10, device.Reward(11))).Is(1, 0, durableThrough: 30);
        (await device.SendAsync(31, 40, 30, device.Reward(31))).Is(1, 0, durableThrough: 50);
        Assert.Equal(1, await device.Hub.QueryAsync<long>("select count(*) from ranges r join devices d on d.id = r.device where d.name = $1", device.Name));
    }

    [Fact]
    public async Task DurableThrough_NumbersBelowAcknowledgedNeverCame_IsNotHeldUpByThem()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        (await device.SendAsync(101, 110, 100, device.Reward(101))).Is(1, 0, durableThrough: 110);
        (await device.SendAsync(131, 140, 130, device.Reward(131))).Is(1, 0, durableThrough: 140);
    }

    [Fact]
    public async Task Batch_CutAnewAfterARestart_TakesWhatIsNew()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var lines = Enumerable.Range(1, 30).Select(seq => device.Reward(seq)).ToArray();
        (await device.SendAsync(1, 20, 0, lines[..20])).Is(20, 0, 20);
        (await device.SendAsync(1, 7, 0, lines[..7])).Is(0, 7, 20);
        (await device.SendAsync(8, 25, 0, lines[7..25])).Is(5, 13, 25);
        (await device.SendAsync(16, 30, 15, lines[15..])).Is(5, 10, 30);
        Assert.Equal(30, await CountAsync(device));
        Assert.Equal(0, await device.Hub.QueryAsync<long>("select count(*) from alarms a join devices d on d.id = a.device where d.name = $1", device.Name));
    }

    [Fact]
    public async Task Batch_AnotherSpoolOfTheDevice_DoesNotMeetTheOldNumbers()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        (await device.SendAsync(1, 1, 0, device.Reward(1, id: "old"))).Is(1, 0, 1);
        var anew = device with { Spool = "00000000000000ab" };
        (await anew.SendAsync(1, 1, 0, anew.Reward(1, id: "new"))).Is(1, 0, 1);
    }

    [Fact]
    public async Task Record_ClockAt1970OrFarAhead_IsStored()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        static string At(string line, string time) => line.Replace("1764172800.25", time, StringComparison.Ordinal);
        (await device.SendAsync(1, 3, 0, At(device.Reward(1), "0"), At(device.Reward(2), "4e9"), At(device.Reward(3), "-1e300"))).Is(3, 0, 3);
    }

    private static Task<string> BodyOfAsync(TestDevice device, long seq) =>
        device.Hub.QueryAsync<string>("select body from records r join devices d on d.id = r.device where d.name = $1 and seq = $2", device.Name, seq);

    private static Task<long> CountAsync(TestDevice device) =>
        device.Hub.QueryAsync<long>("select count(*) from records r join devices d on d.id = r.device where d.name = $1", device.Name);
}
