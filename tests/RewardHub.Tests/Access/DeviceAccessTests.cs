using System.Net;
using System.Security.Cryptography;
using System.Text;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Access;

public sealed class DeviceAccessTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Token_NoneOrUnknown_Is401()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var answer = await (device with { Token = null }).SendAsync(1, 1, 0, device.Reward(1));
        answer.Is(HttpStatusCode.Unauthorized, "Bearer");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        (await (device with { Token = "x" }).SendAsync(1, 1, 0, device.Reward(1))).Is(HttpStatusCode.Unauthorized);
        (await (device with { Token = TestHub.AdminToken }).SendAsync(1, 1, 0, device.Reward(1))).Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_OfAnotherDevice_Is403()
    {
        var hub = await postgres.HubAsync();
        var (mine, other) = (await hub.AddDeviceAsync(), await hub.AddDeviceAsync());
        (await (mine with { Name = other.Name }).SendAsync(1, 1, 0, other.Reward(1))).Is(HttpStatusCode.Forbidden, mine.Name, other.Name);
    }

    [Fact]
    public async Task Device_Revoked_Is403UntilItGetsANewToken()
    {
        var hub = await postgres.HubAsync();
        var device = await hub.AddDeviceAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await hub.AdminAsync(HttpMethod.Delete, $"/v1/devices/{device.Name}")).Status);
        (await device.SendAsync(1, 1, 0, device.Reward(1))).Is(HttpStatusCode.Forbidden, "revoked");
        var renewed = await hub.AdminAsync(HttpMethod.Post, $"/v1/devices/{device.Name}/token");
        (await device.SendAsync(1, 1, 0, device.Reward(1))).Is(HttpStatusCode.Unauthorized);
        (await (device with { Token = (string)renewed.Json["token"]! }).SendAsync(1, 1, 0, device.Reward(1))).Is(1, 0, 1);
    }

    [Fact]
    public async Task Stranger_IsAnsweredBeforeItsBodyIsRead()
    {
        var hub = await postgres.HubAsync();
        var request = new TestDevice(hub, "nobody", "x").Make(1, 1, 0, new byte[1]);
        request.Headers.ExpectContinue = true; // the body goes out only once the hub asks for it
        (await new TestDevice(hub, "nobody", "x").SendAsync(request)).Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Database_HasTheTokensHashAndNotTheToken()
    {
        var hub = await postgres.HubAsync();
        var device = await hub.AddDeviceAsync();
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(device.Token!)), await hub.QueryAsync<byte[]>("select token_sha256 from devices where name = $1", device.Name));
        Assert.Equal(0, await hub.QueryAsync<long>("select count(*) from devices d where d::text like '%' || $1 || '%'", device.Token!));
    }

    [Fact]
    public async Task IfMatch_OfAnotherHub_Is412()
    {
        var device = await (await postgres.HubAsync()).AddDeviceAsync();
        var request = device.Make(1, 1, 0, TestDevice.Body(device.Reward(1)));
        request.Headers.TryAddWithoutValidation("If-Match", "\"elsewhere\"");
        (await device.SendAsync(request)).Is(HttpStatusCode.PreconditionFailed, "\"hub\"", "elsewhere");
        request = device.Make(1, 1, 0, TestDevice.Body(device.Reward(1)));
        request.Headers.TryAddWithoutValidation("If-Match", "\"hub\"");
        (await device.SendAsync(request)).Is(1, 0, 1);
    }
}
