using Npgsql;
using RewardHub.Databases;
using RewardHub.Records;
using RewardHub.Storing;

namespace RewardHub.Erasing;

/// <summary>What arrives late of users who were erased is acknowledged, so that the device deletes it, and not kept.</summary>
internal static class Tombstones
{
    public static async Task<List<RecordLine>> WithoutErasedAsync(
        NpgsqlConnection connection, int device, Opening opening, List<RecordLine> lines, CancellationToken token)
    {
        if (opening.ErasedUsers.Count == 0 && !opening.HasErasedAnswers)
            return lines;
        var erased = new HashSet<string>(StringComparer.Ordinal);
        if (opening.HasErasedAnswers)
        {
            await using var command = connection.Command(
                "select answer from erased_answers where device = $1 and answer = any($2)", device, lines.Select(line => line.Answer).OfType<string>().Distinct().ToArray());
            erased.UnionWith(await command.ListAsync(reader => reader.GetString(0), token));
        }
        var users = opening.ErasedUsers.ToHashSet(StringComparer.Ordinal);
        var fresh = lines.Where(line => line.User is not null && users.Contains(line.User) && line.Answer is not null)
            .Select(line => line.Answer!).Where(erased.Add).Distinct().ToArray();
        if (fresh.Length > 0)
            await EraseAnswersAsync(connection, device, fresh, token);
        return lines.Where(line => !(line.User is not null && users.Contains(line.User)) && !(line.Answer is not null && erased.Contains(line.Answer))).ToList();
    }

    /// <summary>Marks answers as erased and deletes what there is about them. The caller holds the device's row of activity.</summary>
    /// <returns>How many records went.</returns>
    public static async Task<long> EraseAnswersAsync(NpgsqlConnection connection, int device, string[] answers, CancellationToken token)
    {
        await connection.RunAsync("insert into erased_answers (device, answer) select $1, unnest($2) on conflict do nothing", token, device, answers);
        await connection.RunAsync("update devices set has_erased_answers = true where id = $1 and not has_erased_answers", token, device);
        return await DeleteAsync(connection, "device = $1 and answer = any($2)", token, device, answers);
    }

    /// <summary>Deletes records, takes them out of the sums, and leaves their pictures to the sweep.</summary>
    public static async Task<long> DeleteAsync(NpgsqlConnection connection, string where, CancellationToken token, params object?[] values)
    {
        await using var command = connection.Command(
            $"""
            with gone as (delete from records where {where} returning device, kind, planner, source, reward, picture),
            sums as (select device, planner, source, count(*) as rewards, sum(reward) as total from gone where kind = 1 group by 1, 2, 3),
            less as (
                update tallies t set rewards = t.rewards - s.rewards, total = t.total - s.total from sums s
                where t.device = s.device and t.planner = s.planner and t.source = s.source),
            seen as (select sha256 from pictures where sha256 in (select picture from gone) order by sha256 for update),
            loose as (update pictures p set settled = false from seen where p.sha256 = seen.sha256)
            select count(*) from gone
            """, values);
        return (long)(await command.ExecuteScalarAsync(token))!;
    }
}
