using System.Net;
using Npgsql;
using RewardHub.Tests.Databases;
using RewardHub.Tests.Hubs;
using Xunit;

namespace RewardHub.Tests.Storing;

public sealed class DatabaseAwayTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Upload_WhileTheDatabaseIsAway_Is503AndIsStoredWhenItIsBack()
    {
        var direct = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync());
        using var relay = new Relay(direct.Port);
        direct.Port = relay.Port;
        direct.Pooling = true;
        await using var hub = await TestHub.StartAsync(direct.ConnectionString, ready: true);
        var device = await hub.AddDeviceAsync();
        (await device.SendAsync(1, 1, 0, device.Reward(1))).Is(1, 0, 1);

        relay.Cut();
        var answer = await device.SendAsync(2, 2, 1, device.Reward(2));
        answer.Is(HttpStatusCode.ServiceUnavailable);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using (var ready = await hub.Client.GetAsync(new Uri("/readyz", UriKind.Relative)))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using (var alive = await hub.Client.GetAsync(new Uri("/healthz", UriKind.Relative)))
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);

        relay.Mend();
        await hub.ReadyAsync();
        (await device.SendAsync(2, 2, 1, device.Reward(2))).Is(1, 0, 2);
    }

    [Fact]
    public async Task Hub_StartedBeforeItsDatabase_WaitsForIt()
    {
        var direct = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync());
        using var relay = new Relay(direct.Port);
        relay.Cut();
        direct.Port = relay.Port;
        await using var hub = await TestHub.StartAsync(direct.ConnectionString, ready: false);
        (await new TestDevice(hub, "van", "token").SendAsync(1, 1, 0, "{}")).Is(HttpStatusCode.ServiceUnavailable);
        relay.Mend();
        await hub.ReadyAsync();
        await hub.AddDeviceAsync();
    }

    [Fact]
    public async Task Upload_WhileAnotherHoldsTheDevicesLock_EndsWithinItsBoundAs503()
    {
        await using var hub = await TestHub.StartAsync(postgres, "--Database:WaitTimeout=00:00:01");
        var device = await hub.AddDeviceAsync();
        await device.SendAsync(1, 1, 0, device.Reward(1));
        await using var connection = await hub.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select * from activity for update", connection))
            await hold.ExecuteNonQueryAsync();
        (await device.SendAsync(2, 2, 0, device.Reward(2))).Is(HttpStatusCode.ServiceUnavailable);
        await transaction.RollbackAsync();
        (await device.SendAsync(2, 2, 0, device.Reward(2))).Is(1, 0, 2);
    }

    [Fact]
    public async Task Upload_WhileItsPartitionIsMoved_Is503AndIsStoredAfterwards()
    {
        await using var hub = await TestHub.StartAsync(postgres);
        var device = await hub.AddDeviceAsync();
        var partition = await hub.QueryAsync<int>(
            "select i from generate_series(0, 7) i, devices d where satisfies_hash_partition('records'::regclass, 8, i, d.id) and d.name = $1", device.Name);
        await using (var detach = hub.Database.CreateCommand($"alter table records detach partition records_{partition}"))
            await detach.ExecuteNonQueryAsync();
        (await device.SendAsync(1, 1, 0, device.Reward(1))).Is(HttpStatusCode.ServiceUnavailable);
        await using (var attach = hub.Database.CreateCommand($"alter table records attach partition records_{partition} for values with (modulus 8, remainder {partition})"))
            await attach.ExecuteNonQueryAsync();
        (await device.SendAsync(1, 1, 0, device.Reward(1))).Is(1, 0, 1);
    }

    [Fact]
    public async Task Uploads_MoreThanAtOnce_Are429AndNoneIsLost()
    {
        await using var hub = await TestHub.StartAsync(postgres, "--Uploads:AtOnce=1", "--Uploads:StoringAtOnce=1");
        var device = await hub.AddDeviceAsync();
        await device.SendAsync(1, 1, 0, device.Reward(1));
        await using var connection = await hub.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select * from activity for update", connection))
            await hold.ExecuteNonQueryAsync();
        var waits = device.SendAsync(2, 2, 1, device.Reward(2));
        while (await hub.QueryAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0)
            Assert.False(waits.IsCompleted, "the first upload did not wait");
        var answer = await device.SendAsync(3, 3, 2, device.Reward(3));
        answer.Is(HttpStatusCode.TooManyRequests);
        Assert.NotNull(answer.Headers.RetryAfter);
        await transaction.RollbackAsync();
        (await waits).Is(1, 0, 2);
        (await device.SendAsync(3, 3, 2, device.Reward(3))).Is(1, 0, 3);
    }
}
