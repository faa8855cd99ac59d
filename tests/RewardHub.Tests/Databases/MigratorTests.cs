using RewardHub.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Databases;

public sealed class MigratorTests(PostgresFixture postgres)
{
    [Fact]
    public async Task SeveralHubs_StartedAtOnceOnAnEmptyDatabase_AllBecomeReady()
    {
        var database = await postgres.CreateDatabaseAsync();
        var hubs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TestHub.StartAsync(database, ready: true)));
        Assert.Equal(1, await hubs[0].QueryAsync<long>("select count(*) from schema_version"));
        var device = await hubs[0].AddDeviceAsync();
        (await device.SendAsync(1, 1, 0, device.Reward(1))).Is(1, 0, 1);
        (await (device with { Client = hubs[1].Client }).SendAsync(1, 1, 0, device.Reward(1))).Is(0, 1, 1);
        foreach (var hub in hubs)
            await hub.DisposeAsync();
    }

    [Fact]
    public async Task Database_OfANewerHub_IsRefusedWithBothVersions()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        await using (var newer = hub.Database.CreateCommand("insert into schema_version (version) values (99)"))
            await newer.ExecuteNonQueryAsync();
        var migrator = (Migrator)hub.Services.GetService(typeof(Migrator))!;
        var refused = await Assert.ThrowsAsync<HubException>(() => migrator.RunAsync(default));
        Assert.Contains("version 99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_AreSyncedWhateverTheServersDefaultIs()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        await using (var off = hub.Database.CreateCommand("alter role hub set synchronous_commit = off"))
            await off.ExecuteNonQueryAsync();
        try
        {
            var source = (Npgsql.NpgsqlDataSource)hub.Services.GetService(typeof(Npgsql.NpgsqlDataSource))!;
            source.Clear(); // connections of before the change
            for (var use = 1; use <= 3; use++) // the pool resets a connection between its uses
            {
                await using var asks = source.CreateCommand("select current_setting('synchronous_commit') || ' ' || current_setting('lock_timeout')");
                Assert.Equal("on 5s", await asks.ExecuteScalarAsync());
            }
        }
        finally
        {
            await using var on = hub.Database.CreateCommand("alter role hub reset synchronous_commit");
            await on.ExecuteNonQueryAsync();
        }
    }
}
