using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Spool;
using Xunit;

namespace Telemetry.Tests.Spool;

public sealed class SpoolLookTests : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("spool-tests-").FullName;

    [Fact]
    public async Task Read_BesideTheProcessThatHasIt_SeesWhatIsNotDeliveredAndChangesNothing()
    {
        using var spool = Open();
        for (byte i = 1; i <= 5; i++)
            await AppendAsync(spool, i);
        Assert.True(await spool.AcknowledgeAsync(2, default).WaitAsync(s_bound));
        var before = Files();

        var look = SpoolLook.At(_folder)!;

        Assert.True(look.IsInUse());
        Assert.Equal((1u, 2L), (look.Boot, look.AcknowledgedThrough));
        Assert.Equal([(3L, 3), (4L, 4), (5L, 5)], Seen(look));
        Assert.Equal(before, Files());
        await AppendAsync(spool, 6);
        Assert.Equal(4, Seen(look).Count);
    }

    [Fact]
    public async Task Read_OfSeveralStarts_HasAllInOrder()
    {
        for (byte start = 1; start <= 3; start++)
        {
            using var spool = Open();
            await AppendAsync(spool, start);
        }
        var look = SpoolLook.At(_folder)!;
        Assert.False(look.IsInUse());
        Assert.Equal([(1L, 1), (2L, 2), (3L, 3)], Seen(look));
    }

    [Fact]
    public async Task Read_DamagedRecords_ArePassedOver()
    {
        using (var spool = Open())
        {
            for (byte i = 1; i <= 3; i++)
                await AppendAsync(spool, i);
        }
        var file = Directory.GetFiles(_folder, "*.seg").Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[12288 + 32] ^= 0xFF; // the first record's payload (docs/reliability.md)
        await File.WriteAllBytesAsync(file, bytes);
        Assert.Equal([(2L, 2), (3L, 3)], Seen(SpoolLook.At(_folder)!));
    }

    [Fact]
    public void At_NoSpool_IsNone()
    {
        Assert.Null(SpoolLook.At(Path.Combine(_folder, "absent")));
        Assert.Null(SpoolLook.At(_folder));
        Assert.False(Directory.Exists(Path.Combine(_folder, "absent")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static List<(long, int)> Seen(SpoolLook look)
    {
        List<(long, int)> seen = [];
        look.Read((id, _, payload) => seen.Add((id.Sequence, payload[0])));
        return seen;
    }

    private List<(string, DateTime)> Files() => [.. new DirectoryInfo(_folder).GetFiles().OrderBy(file => file.Name).Select(file => (file.Name, file.LastWriteTimeUtc))];

    private DurableSpool Open() => new(
        new SpoolOptions { Directory = _folder, SegmentBytes = 64 * 1024, MaxBytes = 1024 * 1024, QueueBytes = 16 * 1024, MaxRecordBytes = 4096 }, TimeProvider.System,
        NullLogger<DurableSpool>.Instance);

    private static async Task AppendAsync(DurableSpool spool, byte value)
    {
        Assert.True(spool.TryAppend(RecordKind.Reward, [value], out var sequence));
        Assert.True(await spool.WhenDurableAsync(sequence, default).WaitAsync(s_bound));
    }
}
