using RewardHub.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Databases;

public sealed class UnsyncedDatabaseTests
{
    [Fact]
    public async Task Database_WithFsyncOff_IsRefused()
    {
        using var server = PostgresServer.TryStart(out var reason, settings: ["fsync=off"]);
        Assert.SkipWhen(server is null, reason ?? "");
        await using var hub = await TestHub.StartAsync(await server.CreateDatabaseAsync(), ready: false);
        var migrator = (Migrator)hub.Services.GetService(typeof(Migrator))!;
        var refused = await Assert.ThrowsAsync<HubException>(() => migrator.RunAsync(default));
        Assert.Contains("fsync", refused.Message, StringComparison.Ordinal);
        Environment.ExitCode = 0; // the hub's own start has set it
    }
}
