using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RewardHub.Pages;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Pages;

public sealed class PageTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Overview_ShowsDevicesRewardsGapsAndAlarms()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        var device = await hub.AddDeviceAsync("lorry");
        await device.SendAsync(1, 4, 0, device.Reward(1, reward: 1, planner: "learned@7"), device.Reward(2, reward: 0, planner: "learned@7"), device.Gap(4, 3, 4, 17));
        await device.SendAsync(1, 1, 0, device.Reward(1, reward: -1));
        var page = await PageAsync(hub);
        foreach (var part in new[] { "lorry", "learned@7", "<td class=\"n\">0.500</td>", "<td class=\"n\">17</td>", "3 to 4", "seq-conflict" })
            Assert.Contains(part, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_HostileText_IsShownAndNotRun()
    {
        await using var hub = await TestHub.StartAsync(postgres, "--Hub:Name=evil");
        var device = await hub.AddDeviceAsync();
        await device.SendAsync(1, 1, 0, device.Reward(1, planner: "<script>alert(1)</script>"));
        var page = await PageAsync(hub);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_InABrowser_AsksForNameAndPassword()
    {
        var hub = await postgres.HubAsync();
        using var response = await hub.Client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.StartsWith("Basic", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/v1/devices")]
    [InlineData("/docs/")]
    [InlineData("/no-such-page")]
    public async Task Answers_CarryStrictHeaders(string path)
    {
        var hub = await postgres.HubAsync();
        using var response = await hub.Client.GetAsync(new Uri(path, UriKind.Relative));
        string Header(string name) => string.Join(", ", response.Headers.GetValues(name));
        Assert.Equal(("nosniff", "DENY", "no-referrer", "hub"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy"), Header("Edge-Hub")));
        Assert.StartsWith("default-src 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Overview_ItsStyleIsTheOneItsPolicyAllows()
    {
        var hub = await postgres.HubAsync();
        using var response = await RequestAsync(hub);
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(OverviewPage.Style)));
        Assert.Contains($"style-src 'sha256-{hash}'", string.Join("", response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains($"<style>{OverviewPage.Style}</style>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(TestHub hub)
    {
        using var response = await RequestAsync(hub);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> RequestAsync(TestHub hub)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{TestHub.AdminToken}")));
        return await hub.Client.SendAsync(request);
    }
}
