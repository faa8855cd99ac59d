using System.Net;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Erasing;

public sealed class ErasingTests(PostgresFixture postgres)
{
    private static readonly byte[] s_jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 9];

    [Fact]
    public async Task Device_Erased_LeavesNothingAndIsRefused()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        await hub.AllowAsync("2026-01");
        var (device, other) = (await hub.AddDeviceAsync(), await hub.AddDeviceAsync());
        await device.SendAsync(1, 5000, 0, [.. Enumerable.Range(1, 5000).Select(seq => device.Reward(seq))]);
        await other.SendAsync(1, 1, 0, other.Reward(1));
        var erased = await hub.AdminAsync(HttpMethod.Delete, $"/v1/devices/{device.Name}/records");
        Assert.Equal(5000, (int)erased.Json["records"]!);
        Assert.Equal(1, await hub.QueryAsync<long>("select count(*) from records"));
        Assert.Equal(1, await hub.QueryAsync<long>("select sum(rewards)::bigint from tallies"));
        Assert.Equal(other.Name, (string?)Assert.Single(await hub.ExportAsync("rewards.jsonl"))["device"]);
        (await device.SendAsync(1, 1, 0, device.Reward(1))).Is(HttpStatusCode.Forbidden, "erased");
        (await hub.AdminAsync(HttpMethod.Post, $"/v1/devices/{device.Name}/token")).Is(HttpStatusCode.NotFound);
        (await hub.AdminAsync(HttpMethod.Delete, "/v1/devices/no-such/records")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task User_Erased_LosesEverythingAboutItsAnswersAndNobodyElseDoes()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        await hub.AllowAsync("2026-01");
        var device = await hub.AddDeviceAsync();
        await device.SendAsync(
            1, 6, 0, device.Reward(1, id: "mine", user: "me"), device.Reward(2, id: "mine", user: null, question: null), device.Picture(3, s_jpeg, id: "mine"),
            device.Line(4, "trace", """{"id":"mine","time":1,"consent":"2026-01","steps":[]}"""), device.Reward(5, id: "yours", user: "you"), device.Reward(6, id: "nobody's", user: null));
        var erased = await hub.AdminAsync(HttpMethod.Delete, "/v1/users/me");
        Assert.Equal((4, 1), ((int)erased.Json["records"]!, (int)erased.Json["pictures"]!));
        Assert.Empty(Directory.EnumerateFiles(hub.PictureFolder, "*", SearchOption.AllDirectories));
        Assert.Equal(["yours", "nobody's"], (await hub.ExportAsync("rewards.jsonl")).Select(line => (string?)line["id"]));
        Assert.Equal(2, await hub.QueryAsync<long>("select sum(rewards)::bigint from tallies"));
        Assert.Equal(0, await hub.QueryAsync<long>("select count(*) from records r where r::text like '%\"me\"%'"));
    }

    [Fact]
    public async Task User_ErasedBefore_LateArrivalsAreAcknowledgedCountedAndNotKept()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        var device = await hub.AddDeviceAsync();
        await hub.AdminAsync(HttpMethod.Delete, "/v1/users/me");
        await device.SendAsync(1, 1, 0, device.Picture(1, s_jpeg, id: "mine")); // names nobody, and its answer is not known yet
        (await device.SendAsync(2, 4, 1, device.Reward(2, id: "mine", user: "me"), device.Reward(3, id: "mine", user: null, question: null), device.Reward(4, user: "you"))).Is(1, 0, 4);
        (await device.SendAsync(5, 5, 4, device.Reward(5, id: "mine", user: null, question: null))).Is(0, 0, 5);
        Assert.Equal(["q-4"], await AnswersAsync(hub));
        Assert.Equal(3, await hub.MetricAsync("hub_records_erased_arrivals_total"));
        // The same batch again, and cut anew, is still no conflict.
        (await device.SendAsync(2, 4, 1, device.Reward(2, id: "mine", user: "me"), device.Reward(3, id: "mine", user: null, question: null), device.Reward(4, user: "you"))).Is(0, 3, 5);
        (await device.SendAsync(2, 3, 1, device.Reward(2, id: "mine", user: "me"), device.Reward(3, id: "mine", user: null, question: null))).Is(0, 0, 5);
        Assert.Equal(["q-4"], await AnswersAsync(hub));
    }

    [Fact]
    public async Task User_ErasedWhileDevicesUpload_LeavesNothing()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        var devices = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => hub.AddDeviceAsync()));
        var uploads = devices.Select(async device =>
        {
            for (var seq = 1; seq <= 20; seq++)
                Assert.Equal(HttpStatusCode.OK, (await device.SendAsync(seq, seq, seq - 1, device.Reward(seq, user: seq % 2 == 0 ? "me" : "you"))).Status);
        }).ToList();
        Assert.Equal(HttpStatusCode.OK, (await hub.AdminAsync(HttpMethod.Delete, "/v1/users/me")).Status);
        await Task.WhenAll(uploads);
        Assert.Equal(30, await hub.QueryAsync<long>("select count(*) from records"));
        Assert.Equal(0, await hub.QueryAsync<long>("select count(*) from records where user_name = 'me'"));
    }

    private static async Task<List<string>> AnswersAsync(TestHub hub)
    {
        await using var command = hub.Database.CreateCommand("select answer from records order by seq");
        await using var reader = await command.ExecuteReaderAsync();
        var answers = new List<string>();
        while (await reader.ReadAsync())
            answers.Add(reader.GetString(0));
        return answers;
    }
}
