using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Access;

public sealed class AdministratorTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("GET", "/v1/devices")]
    [InlineData("POST", "/v1/devices")]
    [InlineData("POST", "/v1/devices/van/token")]
    [InlineData("DELETE", "/v1/devices/van")]
    [InlineData("DELETE", "/v1/devices/van/records")]
    [InlineData("DELETE", "/v1/users/u")]
    [InlineData("GET", "/v1/consents")]
    [InlineData("PUT", "/v1/consents/c")]
    [InlineData("GET", "/v1/exports/rewards.jsonl")]
    [InlineData("GET", "/v1/exports/chat.jsonl")]
    [InlineData("GET", "/v1/pictures/00")]
    [InlineData("GET", "/")]
    public async Task Administration_WithoutTheToken_IsRefused(string method, string path)
    {
        var hub = await postgres.HubAsync();
        var device = await hub.AddDeviceAsync();
        foreach (var token in new[] { null, "", "wrong", device.Token })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method is "POST" or "PUT")
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            if (token is not null)
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            (await Answer.OfAsync(await hub.Client.SendAsync(request))).Is(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Administration_WithBasic_OpensNothingThatABrowserCouldBeMadeToDo()
    {
        var hub = await postgres.HubAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/devices");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{TestHub.AdminToken}")));
        (await Answer.OfAsync(await hub.Client.SendAsync(request))).Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_AsAHashInTheSettings_Works()
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(TestHub.AdminToken)));
        await using var hub = await TestHub.StartAsync(postgres, "--Admin:TokenFile=", $"--Admin:TokenSha256={hash}");
        Assert.Equal(HttpStatusCode.OK, (await hub.AdminAsync(HttpMethod.Get, "/v1/devices")).Status);
    }

    [Fact]
    public async Task Token_NotConfigured_RefusesEverythingAndSaysHow()
    {
        await using var hub = await TestHub.StartAsync(postgres, "--Admin:TokenFile=");
        (await hub.AdminAsync(HttpMethod.Get, "/v1/devices")).Is(HttpStatusCode.Forbidden, "Admin:TokenFile");
    }

    [Fact]
    public async Task Devices_NameTakenOrNone_IsSaid()
    {
        var hub = await postgres.HubAsync();
        var device = await hub.AddDeviceAsync();
        (await hub.AdminAsync(HttpMethod.Post, "/v1/devices", $$"""{"name":"{{device.Name}}"}""")).Is(HttpStatusCode.Conflict, device.Name);
        (await hub.AdminAsync(HttpMethod.Post, "/v1/devices", """{"name":"a/b"}""")).Is(HttpStatusCode.BadRequest, "A-Z", "a/b");
        (await hub.AdminAsync(HttpMethod.Delete, "/v1/devices/no-such")).Is(HttpStatusCode.NotFound, "no-such");
        Assert.Equal(HttpStatusCode.BadRequest, (await hub.AdminAsync(HttpMethod.Post, "/v1/devices", "{")).Status);
    }
}
