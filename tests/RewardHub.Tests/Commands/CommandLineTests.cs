using RewardHub.Commands;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Commands;

public sealed class CommandLineTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Devices_AddedByHand_MayUploadUntilRevoked()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        var (code, token, _) = await RunAsync(hub, "devices", "add", "van-7");
        Assert.Equal(0, code);
        var device = new TestDevice(hub, "van-7", token.Trim());
        (await device.SendAsync(1, 1, 0, device.Reward(1))).Is(1, 0, 1);
        Assert.StartsWith("van-7\tactive\t", (await RunAsync(hub, "devices", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(hub, "devices", "revoke", "van-7")).Code);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await device.SendAsync(2, 2, 1, device.Reward(2))).Status);
        var renewed = await RunAsync(hub, "devices", "renew", "van-7");
        (await (device with { Token = renewed.Output.Trim() }).SendAsync(2, 2, 1, device.Reward(2))).Is(1, 0, 2);
    }

    [Fact]
    public async Task Devices_NameTakenOrUnknown_FailsAndSaysWhatToDo()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        await RunAsync(hub, "devices", "add", "van-7");
        var (code, output, errors) = await RunAsync(hub, "devices", "add", "van-7");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("renew", errors, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(hub, "devices", "revoke", "nobody")).Code);
    }

    [Fact]
    public async Task Consents_AllowedByHand_AreExported()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        var device = await hub.AddDeviceAsync();
        await device.SendAsync(1, 1, 0, device.Reward(1));
        Assert.Equal(0, (await RunAsync(hub, "consents", "allow", "2026-01")).Code);
        Assert.Single(await hub.ExportAsync("rewards.jsonl"));
        Assert.Equal("2026-01\tallowed\n", (await RunAsync(hub, "consents", "list")).Output);
        await RunAsync(hub, "consents", "forbid", "2026-01");
        Assert.Empty(await hub.ExportAsync("rewards.jsonl"));
    }

    [Theory]
    [InlineData("devices")]
    [InlineData("devices", "add")]
    [InlineData("devices", "add", "a/b")]
    [InlineData("sing")]
    public async Task Arguments_Wrong_ShowTheUsage(params string[] arguments)
    {
        using var errors = new StringWriter();
        Assert.Equal(64, await CommandLine.RunAsync(arguments, TextWriter.Null, errors, default));
        Assert.Contains("devices add|renew NAME", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_NotThere_IsSaid()
    {
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(["devices", "list", "--Database:ConnectionString=Host=127.0.0.1;Port=1"], TextWriter.Null, errors, default);
        Assert.Equal(1, code);
        Assert.Contains("the database cannot be reached", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Wrong_AreNamedAllAtOnce()
    {
        var refused = Assert.Throws<HubException>(() => Hub.Build(["--Uploads:MaxLines=0", "--Hub:Name=a b"]));
        Assert.All(["Uploads:MaxLines", "Hub:Name", "Database:ConnectionString"], part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        refused = Assert.Throws<HubException>(() => Hub.Build(["--Database:ConnectionString=Host=x", "--Uploads:MaxLine=5"]));
        Assert.Contains("MaxLine", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_IsThatOfTheHubAtTheAddress()
    {
        var hub = await postgres.HubAsync();
        Assert.Equal(0, await CommandLine.RunAsync(["health", hub.Url], TextWriter.Null, TextWriter.Null, default));
        Assert.Equal(1, await CommandLine.RunAsync(["health", "http://127.0.0.1:1"], TextWriter.Null, TextWriter.Null, default));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(TestHub hub, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync([.. arguments, $"--Database:ConnectionString={hub.ConnectionString}"], output, errors, default);
        return (code, output.ToString(), errors.ToString());
    }
}
