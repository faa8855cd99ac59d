using Npgsql;
using RewardHub.Databases;
using RewardHub.Devices;

namespace RewardHub.Pages;

internal sealed record PlannerReward(string Planner, short Source, long Rewards, double Mean);

internal sealed record GapLine(string Device, DateTimeOffset Received, string Body);

internal sealed record AlarmLine(string Device, string Kind, string Detail, DateTimeOffset Raised, DateTimeOffset Repeated, int Times);

/// <summary>What the administrator sees. Each list is short, whatever the size of the fleet.</summary>
internal sealed record Overview(long Devices, List<DeviceSummary> Latest, List<PlannerReward> Planners, List<GapLine> Gaps, List<AlarmLine> Alarms)
{
    public const int MostDevices = 100;
    public const int MostLines = 50;

    public static async Task<Overview> ReadAsync(NpgsqlDataSource database, CancellationToken token)
    {
        await using var connection = await database.OpenConnectionAsync(token);
        await using var count = connection.Command("select count(*) from devices");
        var devices = (long)(await count.ExecuteScalarAsync(token))!;
        await using var latest = connection.Command(
            """
            select d.name, d.added, a.last_seen, d.revoked is not null, d.erased is not null, coalesce(a.records, 0), coalesce(a.bytes, 0)
            from devices d left join activity a on a.device = d.id order by a.last_seen desc nulls last, d.name limit $1
            """, MostDevices);
        await using var planners = connection.Command(
            """
            select planner, source, sum(rewards)::bigint, sum(total) / sum(rewards) from tallies
            group by planner, source having sum(rewards) > 0 order by 3 desc limit $1
            """, MostLines);
        await using var gaps = connection.Command(
            "select d.name, r.received, r.body from records r join devices d on d.id = r.device where r.kind = 6 order by r.received desc limit $1", MostLines);
        await using var alarms = connection.Command(
            "select d.name, a.kind, a.detail, a.raised, a.repeated, a.times from alarms a join devices d on d.id = a.device order by a.repeated desc limit $1", MostLines);
        return new Overview(
            devices,
            await latest.ListAsync(DeviceRegister.Summary, token),
            await planners.ListAsync(reader => new PlannerReward(reader.GetString(0), reader.GetInt16(1), reader.GetInt64(2), reader.GetDouble(3)), token),
            await gaps.ListAsync(reader => new GapLine(reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2)), token),
            await alarms.ListAsync(reader => new AlarmLine(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetInt32(5)), token));
    }
}
