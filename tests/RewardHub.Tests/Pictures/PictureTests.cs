using System.Net;
using System.Security.Cryptography;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Pictures;

public sealed class PictureTests(PostgresFixture postgres)
{
    private static byte[] Jpeg(int seed)
    {
        var bytes = new byte[2000];
        new Random(seed).NextBytes(bytes);
        ((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF, 0xE0]).CopyTo(bytes);
        return bytes;
    }

    private static string PathOf(TestHub hub, byte[] picture)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(picture));
        return Path.Combine(hub.PictureFolder, name[..2], name);
    }

    [Fact]
    public async Task Picture_IsStoredUnderItsHashAndItsRecordKeepsTheRest()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var picture = Jpeg(1);
        (await device.SendAsync(1, 1, 0, device.Picture(1, picture, id: "q-9"))).Is(1, 0, 1);
        Assert.Equal(picture, await File.ReadAllBytesAsync(PathOf(device.Hub, picture)));
        var body = await device.Hub.QueryAsync<string>("select body from records r join devices d on d.id = r.device where d.name = $1", device.Name);
        var hash = Convert.ToHexStringLower(SHA256.HashData(picture));
        Assert.Equal($$"""{"id":"q-9","time":1764172800.5,"consent":"2026-01","media_type":"image/jpeg","camera":"front","sha256":"{{hash}}","bytes":2000}""", body);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/pictures/{hash}");
        request.Headers.Authorization = new("Bearer", TestHub.AdminToken);
        using var response = await device.Hub.Client.SendAsync(request);
        Assert.Equal(("image/jpeg", "nosniff"), (response.Content.Headers.ContentType?.MediaType, Assert.Single(response.Headers.GetValues("X-Content-Type-Options"))));
        Assert.Equal(picture, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await device.Hub.AdminAsync(HttpMethod.Get, $"/v1/pictures/{new string('0', 64)}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await device.Hub.AdminAsync(HttpMethod.Get, "/v1/pictures/..%2F..%2Fadmin")).Status);
    }

    [Fact]
    public async Task Picture_OfSeveralRecords_IsStoredOnceAndGoesWithTheLast()
    {
        var hub = await postgres.HubAsync();
        var (one, other) = (await hub.AddDeviceAsync(), await hub.AddDeviceAsync());
        var picture = Jpeg(2);
        (await one.SendAsync(1, 2, 0, one.Picture(1, picture), one.Picture(2, picture))).Is(2, 0, 2);
        (await other.SendAsync(1, 1, 0, other.Picture(1, picture))).Is(1, 0, 1);
        (await one.SendAsync(1, 2, 0, one.Picture(1, picture), one.Picture(2, picture))).Is(0, 2, 2);
        var erased = await hub.AdminAsync(HttpMethod.Delete, $"/v1/devices/{one.Name}/records");
        Assert.Equal((2, 0), ((int)erased.Json["records"]!, (int)erased.Json["pictures"]!));
        Assert.True(File.Exists(PathOf(hub, picture)));
        erased = await hub.AdminAsync(HttpMethod.Delete, $"/v1/devices/{other.Name}/records");
        Assert.Equal((1, 1), ((int)erased.Json["records"]!, (int)erased.Json["pictures"]!));
        Assert.False(File.Exists(PathOf(hub, picture)));
    }

    [Fact]
    public async Task Picture_OfABatchThatWasNotStored_GoesWithTheSweep()
    {
        var hub = await postgres.HubAsync();
        var device = await hub.AddDeviceAsync();
        var picture = Jpeg(3);
        await device.SendAsync(1, 1, 0, device.Reward(1));
        (await device.SendAsync(1, 2, 0, device.Reward(1, reward: -1), device.Picture(2, picture))).Is(HttpStatusCode.Conflict);
        var sweep = (RewardHub.Pictures.PictureSweep)hub.Services.GetService(typeof(RewardHub.Pictures.PictureSweep))!;
        await sweep.SweepAsync(TimeSpan.Zero, default);
        Assert.False(File.Exists(PathOf(hub, picture)));
        Assert.Equal(0, await hub.QueryAsync<long>("select count(*) from pictures where sha256 = $1", SHA256.HashData(picture)));
    }

    [Fact]
    public async Task PictureStore_Broken_Is503AndNothingIsStored()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        var device = await hub.AddDeviceAsync();
        var picture = Jpeg(4);
        await File.WriteAllTextAsync(Path.GetDirectoryName(PathOf(hub, picture))!, "a file where the folder should be");
        (await device.SendAsync(1, 2, 0, device.Reward(1), device.Picture(2, picture))).Is(HttpStatusCode.ServiceUnavailable, "Nothing");
        Assert.Equal(0, await hub.QueryAsync<long>("select count(*) from records"));
        File.Delete(Path.GetDirectoryName(PathOf(hub, picture))!);
        (await device.SendAsync(1, 2, 0, device.Reward(1), device.Picture(2, picture))).Is(2, 0, 2);
    }
}
