using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Spool;
using Telemetry.Tests.Spool.Disks;
using Xunit;

namespace Telemetry.Tests.Spool;

public sealed class DurableSpoolTests : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("spool-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SpoolOptions Options() => new() { Directory = Path.Combine(_folder, "spool"), SegmentBytes = 64 * 1024, MaxBytes = 1024 * 1024, QueueBytes = 16 * 1024, MaxRecordBytes = 4096 };

    private DurableSpool Open() => new(Options(), TimeProvider.System, NullLogger<DurableSpool>.Instance);

    private static async Task<long> AppendAsync(ISpool spool, byte value)
    {
        Assert.True(spool.TryAppend(RecordKind.Event, [value], out var sequence));
        Assert.True(await spool.WhenDurableAsync(sequence, CancellationToken.None).WaitAsync(s_bound));
        return sequence;
    }

    [Fact]
    public async Task Records_SurviveARestart_AndAreGoneOnceAcknowledged()
    {
        long second;
        using (var spool = Open())
        {
            Assert.Equal(1u, spool.Boot);
            await AppendAsync(spool, 10);
            second = await AppendAsync(spool, 20);
            await AppendAsync(spool, 30);
            Assert.True(await spool.AcknowledgeAsync(second, CancellationToken.None).WaitAsync(s_bound));
        }
        using (var spool = Open())
        {
            Assert.Equal(2u, spool.Boot);
            var batch = new SpoolBatch();
            spool.Read(batch, spool.Snapshot().AcknowledgedThrough);
            Assert.Equal(new RecordId(1, second + 1), Assert.Single(batch.Entries.ToArray()).Id);
            Assert.Equal([30], batch.Payload(batch.Entries[0]).ToArray());
            Assert.Equal(second + 2, await AppendAsync(spool, 40));
        }
    }

    [Fact]
    public async Task Clock_AtTheEpochAndTenYearsAhead_ChangesNothing()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        using var spool = new DurableSpool(Options(), time, NullLogger<DurableSpool>.Instance);
        await AppendAsync(spool, 1);
        time.Advance(TimeSpan.FromDays(3653));
        await AppendAsync(spool, 2);
        var batch = new SpoolBatch();
        spool.Read(batch, 0);
        Assert.Equal([new RecordId(1, 1), new RecordId(1, 2)], batch.Entries.ToArray().Select(entry => entry.Id));
    }

    [Fact]
    public void SecondProcess_GetsAClearError()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "no flock here to hold the folder from another process");
        Open().Dispose();
        var folder = Options().Directory;
        using var holder = Process.Start(new ProcessStartInfo("/usr/bin/flock", ["-n", Path.Combine(folder, "lock"), "sh", "-c", "echo held; read line"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        var error = Assert.Throws<SpoolException>(Open);
        Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);
        Assert.Contains(folder, error.Message, StringComparison.Ordinal);
        holder.StandardInput.Close();
        Assert.True(holder.WaitForExit(s_bound));
        Open().Dispose();
    }

    [Fact]
    public void SecondSpool_InTheSameProcess_GetsTheSameError()
    {
        using var first = Open();
        Assert.Throws<SpoolException>(Open);
    }

    [Fact]
    public void ReadOnlyDisk_IsAClearError()
    {
        var disk = new SimulatedDisk { Fault = (operation, _) => operation == "read" ? 0 : 30 }; // EROFS
        var error = Assert.Throws<SpoolException>(() => new DurableSpool(disk, Options(), TimeProvider.System, NullLogger.Instance));
        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
        Assert.Contains("simulated", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderThatCannotBeMade_IsAClearError()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        var options = Options();
        options.Directory = Path.Combine(_folder, "file", "spool");
        Assert.Contains(options.Directory, Assert.Throws<SpoolException>(() => new DurableSpool(options, TimeProvider.System, NullLogger<DurableSpool>.Instance)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullQueue_RefusesAtOnce_AndTheNextBatchTellsHowMany()
    {
        using var goOn = new ManualResetEventSlim();
        using var stalled = new ManualResetEventSlim();
        var disk = new SimulatedDisk();
        using var spool = new DurableSpool(disk, Options(), TimeProvider.System, NullLogger.Instance);
        disk.Fault = (operation, _) =>
        {
            if (operation == "sync")
            {
                stalled.Set();
                goOn.Wait(s_bound);
            }
            return 0;
        };
        spool.TryAppend(RecordKind.Event, [1], out _);
        Assert.True(stalled.Wait(s_bound));
        var (taken, refused) = (1, 0);
        while (refused < 5)
        {
            if (spool.TryAppend(RecordKind.Reward, new byte[500], out var sequence))
                taken++;
            else
                refused++;
            Assert.Equal(refused > 0, sequence == 0);
            Assert.True(taken < 1000, "the queue has no bound");
        }
        Assert.False(spool.TryAppend(RecordKind.Trace, new byte[4097], out _)); // too long
        goOn.Set();
        Assert.True(await spool.WhenDurableAsync(taken + 2, CancellationToken.None).WaitAsync(s_bound));
        Assert.Equal(6, spool.Snapshot().Refused);
        var batch = new SpoolBatch();
        spool.Read(batch, 0);
        var gaps = batch.Entries.ToArray().Where(entry => entry.Kind == RecordKind.Gap)
            .Select(entry => GapRecord.TryDecode(batch.Payload(entry), out var gap) ? gap : default);
        Assert.Equal(
            [new GapRecord(0, 0, RecordKind.Trace, GapReason.Refused, 1, 4097), new GapRecord(0, 0, RecordKind.Reward, GapReason.Refused, 5, 2500)], gaps);
    }

    [Fact]
    public async Task DiskThatRefuses_IsTriedAgain_AndNothingIsLost()
    {
        var time = new FakeTimeProvider();
        var disk = new SimulatedDisk();
        using var spool = new DurableSpool(disk, Options(), time, NullLogger.Instance);
        disk.Fault = (operation, _) => operation is "sync" or "write" ? 5 : 0;
        Assert.True(spool.TryAppend(RecordKind.Event, [7], out var sequence));
        var durable = spool.WhenDurableAsync(sequence, CancellationToken.None);
        while (spool.Snapshot().DiskFaults == 0)
            await Task.Yield();
        Assert.False(durable.IsCompleted);
        disk.Fault = null;
        for (var i = 0; i < 1000 && !durable.IsCompleted; i++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAny(durable, Task.Delay(10));
        }
        Assert.True(await durable.WaitAsync(s_bound));
        var batch = new SpoolBatch();
        spool.Read(batch, 0);
        Assert.Equal([7], batch.Payload(Assert.Single(batch.Entries.ToArray())).ToArray());
    }

    [Fact]
    public async Task TryAppend_OnceWarm_AllocatesNothing()
    {
        using var spool = Open();
        var payload = new byte[100];
        for (var round = 0; round < 20; round++)
        {
            spool.TryAppend(RecordKind.Event, payload, out var warm);
            await spool.WhenDurableAsync(warm, CancellationToken.None).WaitAsync(s_bound);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 500; i++)
            spool.TryAppend(RecordKind.Event, payload, out _); // taken or refused: the price is the same
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Acknowledge_OfWhatWasNeverRead_IsRefused()
    {
        using var spool = Open();
        var sequence = await AppendAsync(spool, 1);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => spool.AcknowledgeAsync(sequence + 1, CancellationToken.None));
    }

    [Fact]
    public async Task Closed_RefusesAndLetsNobodyWait()
    {
        var spool = Open();
        var sequence = await AppendAsync(spool, 1);
        var never = spool.WhenDurableAsync(sequence + 5, CancellationToken.None);
        spool.Dispose();
        Assert.False(await never.WaitAsync(s_bound));
        Assert.False(spool.TryAppend(RecordKind.Event, [1], out _));
        Assert.False(await spool.WhenDurableAsync(sequence + 5, CancellationToken.None).WaitAsync(s_bound));
    }
}
