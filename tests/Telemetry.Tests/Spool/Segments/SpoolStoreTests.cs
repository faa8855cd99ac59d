using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Spool;
using Telemetry.Spool.Format;
using Telemetry.Spool.Queue;
using Telemetry.Spool.Segments;
using Telemetry.Tests.Spool.Disks;
using Xunit;

namespace Telemetry.Tests.Spool.Segments;

public sealed class SpoolStoreTests
{
    private const int InputOutput = 5;
    private const string First = "0000000000000001.seg";
    private readonly SimulatedDisk _disk = new();
    private readonly SpoolOptions _options = new() { SegmentBytes = 32 * 1024, MaxBytes = 8 * 32 * 1024, QueueBytes = 64 * 1024, MaxRecordBytes = 8192 };

    private SpoolStore Open() => SpoolStore.Open(_disk, _options, NullLogger.Instance);

    private static int Append(SpoolStore store, params ReadOnlySpan<(RecordKind Kind, byte[] Payload)> records)
    {
        var queue = new AppendQueue(64 * 1024, 8192, store.Salt, store.Boot, store.Highest + 1);
        foreach (var (kind, payload) in records)
            Assert.True(queue.TryAppend(kind, payload, out _, out _));
        var bytes = queue.Take(out _);
        return bytes.Length - store.Commit(bytes.Span);
    }

    private static List<(RecordId Id, RecordKind Kind, byte[] Payload)> ReadAll(SpoolStore store)
    {
        var read = new List<(RecordId, RecordKind, byte[])>();
        var batch = new SpoolBatch(7);
        for (var after = store.Acknowledged; ; after = batch.LastSequence)
        {
            store.Read(batch, after);
            foreach (var entry in batch.Entries)
                read.Add((entry.Id, entry.Kind, batch.Payload(entry).ToArray()));
            if (batch.Entries.Length == 0)
                return read;
        }
    }

    [Fact]
    public void Commit_WhenASyncFails_GoesToANewSegmentAndNeverSyncsTheOldOneAgain()
    {
        var store = Open();
        Append(store, (RecordKind.Event, [1]));
        var (failed, syncedAgain) = (false, false);
        _disk.Fault = (operation, name) =>
        {
            if (operation != "sync" || !name.StartsWith(First, StringComparison.Ordinal))
                return 0;
            syncedAgain |= failed;
            failed = true;
            return InputOutput;
        };
        Assert.Equal(0, Append(store, (RecordKind.Event, [2]), (RecordKind.Event, [3])));
        Assert.True(failed);
        Append(store, (RecordKind.Event, [4]));
        Assert.False(syncedAgain);
        Assert.Equal([1, 2, 3, 4], ReadAll(store).Select(record => record.Payload[0]));
        // What the failed sync left is gone with the power; what was acknowledged is not.
        store.Abandon();
        _disk.Fault = null;
        var after = SpoolStore.Open(_disk.AfterPowerCut(new Random(1)), _options, NullLogger.Instance);
        Assert.Equal([1, 2, 3, 4], ReadAll(after).Select(record => record.Payload[0]));
    }

    [Fact]
    public void Commit_WhenEverySyncFails_AcknowledgesNothing()
    {
        var store = Open();
        _disk.Fault = (operation, _) => operation == "sync" ? InputOutput : 0;
        Assert.True(Append(store, (RecordKind.Event, [1])) > 0);
        Assert.Equal(0, store.Highest);
        Assert.Empty(ReadAll(store));
    }

    [Fact]
    public void FullDisk_AcknowledgesAndDeletes_AndMakesRoomForNewRecords()
    {
        (_options.SegmentBytes, _options.MaxBytes) = (128 * 1024, 1L << 40);
        var store = Open();
        for (var i = 0; i < 100; i++)
            Append(store, (i % 2 == 0 ? RecordKind.Picture : RecordKind.SafetyEvent, new byte[4000]));
        _disk.Capacity = _disk.UsedBytes;
        for (var i = 0; i < 30; i++)
            Assert.Equal(0, Append(store, (RecordKind.SafetyEvent, new byte[4000])));
        Assert.True(_disk.UsedBytes <= _disk.Capacity);
        var read = ReadAll(store);
        Assert.Equal(50 + 30, read.Count(record => record.Kind == RecordKind.SafetyEvent));
        var evicted = read.Where(record => record.Kind == RecordKind.Gap).Sum(record => GapRecord.TryDecode(record.Payload, out var gap) ? gap.Count : 0);
        Assert.Equal(50, evicted + read.Count(record => record.Kind == RecordKind.Picture));
        Assert.True(evicted > 0);
        _disk.Capacity = _disk.UsedBytes;
        var segments = store.SegmentCount;
        Assert.True(store.Acknowledge(store.Highest));
        Assert.True(store.SegmentCount < segments);
        Assert.Empty(ReadAll(store));
    }

    [Fact]
    public void FullDisk_WithNothingToGiveUp_RefusesAndLosesNothing()
    {
        _options.MaxBytes = 1L << 40;
        _disk.Capacity = 2 * _options.SegmentBytes + 4096; // one segment and the reserve
        var store = Open();
        var left = 0;
        for (var i = 0; i < 30 && left == 0; i++)
            left = Append(store, (RecordKind.SafetyEvent, new byte[4000]));
        Assert.True(store.Highest > 0);
        var kept = ReadAll(store);
        Assert.Equal(store.Highest - store.Acknowledged, kept.Count(record => record.Kind == RecordKind.SafetyEvent)
            + kept.Where(record => record.Kind == RecordKind.Gap).Sum(record => GapRecord.TryDecode(record.Payload, out var gap) ? gap.Count : 0));
    }

    [Fact]
    public void Quota_GivesUpTheLeastValuableFirst_AndTheOldestOfThem()
    {
        (_options.SegmentBytes, _options.MaxBytes) = (128 * 1024, 1024 * 1024);
        var store = Open();
        RecordKind[] kinds = [RecordKind.SafetyEvent, RecordKind.Event, RecordKind.Reward, RecordKind.Trace, RecordKind.Picture];
        for (var i = 0; i < 600; i++)
            Append(store, (kinds[i % 5], new byte[2500]));
        var kept = ReadAll(store).Where(record => record.Kind != RecordKind.Gap).ToLookup(record => record.Kind, record => record.Id.Sequence);
        Assert.Equal(120, kept[RecordKind.SafetyEvent].Count());
        for (var kind = RecordKind.Picture; kind < RecordKind.SafetyEvent; kind++)
            Assert.True(kept[kind].Count() <= kept[kind + 1].Count() + 1, // what is being written holds them by turns
                $"more of {kind} was kept than of what is worth more");
        Assert.InRange(kept[RecordKind.Picture].Count(), 0, 40);
        Assert.All(kept[RecordKind.Picture], sequence => Assert.True(sequence > 400, $"picture {sequence} outlived younger ones"));
        Assert.True(store.UsedBytes <= _options.MaxBytes + _options.SegmentBytes);
    }

    [Fact]
    public void ForeignFiles_AreLeftAlone()
    {
        var other = Open();
        Append(other, (RecordKind.Event, [9]));
        other.Abandon();
        var foreignSegment = _disk.Files()[First];
        var disk = SimulatedDisk.Holding(new Dictionary<string, byte[]> { ["notes.txt"] = [1, 2], ["1.seg"] = [3], ["-000000000000001.seg"] = [4] });
        var store = SpoolStore.Open(disk, _options, NullLogger.Instance);
        Append(store, (RecordKind.Event, [5]));
        store.Dispose();
        // A segment of another spool, by its name one of ours.
        var files = disk.Files();
        files["0000000000000007.seg"] = foreignSegment;
        disk = SimulatedDisk.Holding(files);
        store = SpoolStore.Open(disk, _options, NullLogger.Instance);
        Append(store, (RecordKind.Event, [6]));
        Assert.Equal([5, 6], ReadAll(store).Where(record => record.Kind == RecordKind.Event).Select(record => record.Payload[0]));
        store.Acknowledge(store.Highest);
        store.Dispose();
        Assert.Equal(files["notes.txt"], disk.Files()["notes.txt"]);
        Assert.Equal(files["1.seg"], disk.Files()["1.seg"]);
        Assert.Equal(files["-000000000000001.seg"], disk.Files()["-000000000000001.seg"]);
    }

    [Fact]
    public void Open_WithoutEitherCursor_DeliversAgainAndUsesNoBootTwice()
    {
        var store = Open();
        Append(store, (RecordKind.Event, [1]), (RecordKind.Event, [2]));
        store.Acknowledge(1);
        store.Dispose();
        var files = _disk.Files();
        files["cursor.a"] = new byte[72];
        files.Remove("cursor.b");
        var again = SpoolStore.Open(SimulatedDisk.Holding(files), _options, NullLogger.Instance);
        Assert.Equal(2u, again.Boot);
        Assert.Equal([1, 2], ReadAll(again).Select(record => record.Payload[0]));
        again.Abandon();
        var nothingLeft = SpoolStore.Open(SimulatedDisk.Holding(new Dictionary<string, byte[]> { ["cursor.a"] = [0], ["cursor.b"] = [0] }), _options, NullLogger.Instance);
        Assert.True(nothingLeft.Boot >= 1 << 30, "a boot that an earlier start may have had");
    }

    [Fact]
    public void Payload_ThatHoldsARecord_IsNotReadAsOneBehindDamage()
    {
        var store = Open();
        var forged = new byte[RecordFormat.SizeOf(4)];
        RecordFormat.Write(forged, salt: 0, new RecordId(1, 999), RecordKind.SafetyEvent, [6, 6, 6, 6], Checksum.Of([6, 6, 6, 6]), 0);
        Append(store, (RecordKind.Event, [1]), (RecordKind.Event, forged), (RecordKind.Event, [3]));
        store.Abandon();
        var files = _disk.Files();
        files[First].AsSpan(SegmentLayout.DataStart + RecordFormat.SizeOf(1), 8).Fill(0xFF); // the header before the forged one
        var read = ReadAll(SpoolStore.Open(SimulatedDisk.Holding(files), _options, NullLogger.Instance));
        Assert.Equal([1, 2, 3], read.Select(record => record.Id.Sequence));
        Assert.Equal([RecordKind.Event, RecordKind.Gap, RecordKind.Event], read.Select(record => record.Kind));
        Assert.True(GapRecord.TryDecode(read[1].Payload, out var gap));
        Assert.Equal(new GapRecord(2, 2, RecordKind.Unknown, GapReason.Damaged, 1, 0), gap);
    }

    [Fact]
    public void UnreadableBlock_CostsItsOwnRecordsOnly()
    {
        var store = Open();
        for (var i = 0; i < 6; i++)
            Append(store, (RecordKind.Event, new byte[3000]));
        var reads = 0;
        _disk.Fault = (operation, name) => operation == "read" && name == First && ++reads is 1 or 2 ? InputOutput : 0; // the window, then its first block
        var read = ReadAll(store);
        Assert.Equal(6, read[^1].Id.Sequence);
        Assert.InRange(read.Count(record => record.Kind == RecordKind.Event), 4, 5);
        Assert.Contains(read, record => record.Kind == RecordKind.Gap);
    }
}
