using RewardHub.Tests.Databases;
using Xunit;

namespace RewardHub.Tests.Storing;

/// <summary>The folding of runs in SQL against a plain set of numbers.</summary>
public sealed class RangesTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Fold_AnyRangesInAnyOrder_IsTheSetOfTheirNumbers()
    {
        var hub = await postgres.HubAsync();
        await using var connection = await hub.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(); // nothing of this is kept
        var random = new Random(20261126);
        for (var stream = 1; stream <= 40; stream++)
        {
            var stored = new HashSet<long>();
            for (var i = 0; i < 25; i++)
            {
                var first = random.NextInt64(1, 120);
                var last = first + random.NextInt64(0, 12);
                for (var seq = first; seq <= last; seq++)
                    stored.Add(seq);
                await using var fold = new Npgsql.NpgsqlCommand(RewardHub.Storing.StoredRanges.Fold, connection);
                foreach (var value in new object[] { -1, stream, first, last })
                    fold.Parameters.Add(new() { Value = value });
                await fold.ExecuteNonQueryAsync();
                var acknowledged = random.NextInt64(0, 130);
                var expected = acknowledged;
                while (stored.Contains(expected + 1))
                    expected++;
                Assert.Equal(expected, await RewardHub.Storing.StoredRanges.DurableThroughAsync(connection, -1, stream, acknowledged, default));
            }
            var runs = stored.Count(seq => !stored.Contains(seq - 1));
            await using var count = new Npgsql.NpgsqlCommand("select count(*) from ranges where device = -1 and stream = $1", connection);
            count.Parameters.Add(new() { Value = stream });
            Assert.Equal((long)runs, await count.ExecuteScalarAsync());
        }
    }
}
