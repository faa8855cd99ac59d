using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Spool;
using Xunit;

namespace Telemetry.Tests.Spool;

public sealed class SpoolPurgeTests : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);
    private static readonly byte[] s_secret = "a secret that must not stay behind"u8.ToArray();

    private readonly string _folder = Directory.CreateTempSubdirectory("spool-tests-").FullName;

    [Fact]
    public async Task Purge_DeliveredOrNot_LeavesNoByteOfItAndNumbersGoOn()
    {
        using (var spool = Open())
        {
            var delivered = await AppendAsync(spool);
            await AppendAsync(spool);
            Assert.True(await spool.AcknowledgeAsync(delivered, default).WaitAsync(s_bound));
            Assert.True(await spool.PurgeAsync(default).WaitAsync(s_bound));
            Assert.False(IsAnywhere());
            Assert.Equal(0, spool.Snapshot().Segments);
            Assert.Equal(3, await AppendAsync(spool));
        }
        using var again = Open();
        var batch = new SpoolBatch();
        again.Read(batch, again.Snapshot().AcknowledgedThrough);
        // Nothing is told as lost: it was wanted.
        Assert.Equal(3, Assert.Single(batch.Entries.ToArray()).Id.Sequence);
        Assert.Equal(0, again.Snapshot().Damaged);
    }

    [Fact]
    public async Task Purge_AllDeliveredAlready_DeletesTheFileBeingWrittenAndStartsCleanly()
    {
        using (var spool = Open())
        {
            Assert.True(await spool.AcknowledgeAsync(await AppendAsync(spool), default).WaitAsync(s_bound));
            Assert.True(IsAnywhere());
            Assert.True(await spool.PurgeAsync(default).WaitAsync(s_bound));
            Assert.False(IsAnywhere());
        }
        using var again = Open();
        var batch = new SpoolBatch();
        again.Read(batch, again.Snapshot().AcknowledgedThrough);
        Assert.Empty(batch.Entries.ToArray());
    }

    [Fact]
    public async Task Purge_WhileAReaderIsInTheMiddle_ItFindsNothingMoreAndNoDamage()
    {
        using var spool = Open();
        for (var i = 0; i < 10; i++)
            await AppendAsync(spool);
        var batch = new SpoolBatch(maxRecords: 3);
        spool.Read(batch, 0);
        Assert.Equal(3, batch.LastSequence);
        Assert.True(await spool.PurgeAsync(default).WaitAsync(s_bound));
        spool.Read(batch, 3);
        Assert.Empty(batch.Entries.ToArray());
        await AppendAsync(spool);
        spool.Read(batch, 3);
        Assert.Equal([11], batch.Entries.ToArray().Select(entry => entry.Id.Sequence));
        Assert.True(await spool.AcknowledgeAsync(3, default).WaitAsync(s_bound)); // of a delivery that was on its way
    }

    [Fact]
    public async Task Purge_OfAClosedSpool_IsFalse()
    {
        var spool = Open();
        await AppendAsync(spool);
        spool.Dispose();
        Assert.False(await spool.PurgeAsync(default).WaitAsync(s_bound));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private DurableSpool Open() => new(
        new SpoolOptions { Directory = _folder, SegmentBytes = 64 * 1024, MaxBytes = 1024 * 1024, QueueBytes = 16 * 1024, MaxRecordBytes = 4096 }, TimeProvider.System,
        NullLogger<DurableSpool>.Instance);

    private static async Task<long> AppendAsync(DurableSpool spool)
    {
        Assert.True(spool.TryAppend(RecordKind.Reward, s_secret, out var sequence));
        Assert.True(await spool.WhenDurableAsync(sequence, default).WaitAsync(s_bound));
        return sequence;
    }

    private bool IsAnywhere() => Directory.GetFiles(_folder, "*.seg").Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray().AsSpan().IndexOf(s_secret) >= 0;
    });
}
