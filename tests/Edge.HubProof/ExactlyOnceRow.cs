using System.Diagnostics;
using Edge.HubProof.Hubs;
using Edge.HubProof.Loads;
using Npgsql;
using RewardHub.Tests.Databases;

namespace Edge.HubProof;

/// <summary>Devices send records with repeats, out of order, in overlapping cuts, while the hub is killed with SIGKILL and started again; then every row in PostgreSQL is held
/// against the generator's own truth.</summary>
internal static class ExactlyOnceRow
{
    private const int Devices = 8;
    private static readonly TimeSpan s_bound = TimeSpan.FromHours(2);

    public static async Task<int> RunAsync(int records)
    {
        using var postgres = PostgresServer.TryStart(out var reason);
        if (postgres is null)
            return Verdict.Skip(reason);
        var database = await postgres.CreateDatabaseAsync();
        using var hub = new HubProcess(database);
        var devices = new List<SimulatedDevice>();
        for (var i = 0; i < Devices; i++)
            devices.Add(new SimulatedDevice($"device-{i}", await hub.AddDeviceAsync($"device-{i}"), records / Devices + (i < records % Devices ? 1 : 0), seed: i + 1));
        await hub.StartAsync();

        var began = Stopwatch.GetTimestamp();
        using var end = new CancellationTokenSource(s_bound);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        var sending = Task.WhenAll(devices.Select(device => Task.Run(() => device.RunAsync(client, hub.Url, end.Token))));
        var kills = await KillAsync(hub, devices, records, sending);
        await sending;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        var fault = devices.Select(device => device.Fault).FirstOrDefault(fault => fault is not null);
        if (fault is not null)
            Console.WriteLine(fault);
        var (rows, wrong) = await CompareAsync(database, devices);
        var duplicates = devices.Sum(device => device.Duplicates);
        return Verdict.Of(
            fault is null && rows == records && wrong == 0 && kills > 0 && duplicates >= records / 10,
            $"{records} records of {Devices} devices, {duplicates} sent more than once, {devices.Sum(device => device.Requests)} requests, hub killed {kills} times: {rows} rows, {wrong} missing, double or altered; {seconds:0} s");
    }

    /// <summary>At a third and at two thirds of the way.</summary>
    private static async Task<int> KillAsync(HubProcess hub, List<SimulatedDevice> devices, int records, Task sending)
    {
        var kills = 0;
        foreach (var part in new[] { 0.33, 0.66 })
        {
            while (!sending.IsCompleted && devices.Sum(device => device.Acknowledged) < records * part)
                await Task.WhenAny(sending, Task.Delay(20));
            if (sending.IsCompleted)
                break;
            hub.Kill();
            kills++;
            Console.WriteLine(FormattableString.Invariant($"killed with {devices.Sum(device => device.Acknowledged)} of {records} acknowledged"));
            await hub.StartAsync();
        }
        return kills;
    }

    /// <summary>Row by row: the right number next, and its contents byte for byte.</summary>
    private static async Task<(long Rows, long Wrong)> CompareAsync(string database, List<SimulatedDevice> devices)
    {
        await using var source = NpgsqlDataSource.Create(database);
        long rows = 0, wrong = 0;
        foreach (var device in devices)
        {
            await using var command = source.CreateCommand(
                "select r.seq, r.body from records r join devices d on d.id = r.device where d.name = $1 order by r.stream, r.seq");
            command.CommandTimeout = 600;
            command.Parameters.Add(new() { Value = device.Name });
            await using var reader = await command.ExecuteReaderAsync();
            long expected = 1;
            while (await reader.ReadAsync())
            {
                rows++;
                if (reader.GetInt64(0) != expected || reader.GetString(1) != RecordTruth.Reward(device.Name, expected))
                    wrong++;
                expected = reader.GetInt64(0) + 1;
            }
            wrong += Math.Abs(expected - 1 - device.Records);
        }
        return (rows, wrong);
    }
}
