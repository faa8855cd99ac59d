using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Spool;

namespace Edge.SpoolProof.Quotas;

/// <summary>On a small file system of its own: a quota under ten times its volume, then no byte free.</summary>
internal static class QuotaRow
{
    private const int SegmentBytes = 1024 * 1024;
    private const long QuotaBytes = 12L * 1024 * 1024;
    private const int PayloadBytes = 1000;
    private const int BatchRecords = 50;

    /// <param name="folder">On a file system of a few dozen MB that nobody else writes to.</param>
    public static int Run(string folder, int timesItsVolume)
    {
        var capHeld = HoldsTheCap(Path.Combine(folder, "cap"), timesItsVolume, out var figure);
        Console.WriteLine(figure);
        var fullHeld = GoesOnWhenFull(folder, out var fullFigure);
        Console.WriteLine(fullFigure);
        return Verdict.Of(capHeld && fullHeld, $"{figure}; {fullFigure}");
    }

    private static bool HoldsTheCap(string folder, int times, out string figure)
    {
        var given = new long[(int)RecordKind.Gap + 1];
        var most = 0L;
        using var spool = Open(folder, QuotaBytes);
        for (var bytes = 0L; bytes < times * QuotaBytes; bytes += BatchRecords * PayloadBytes)
        {
            Append(spool, given);
            most = Math.Max(most, FolderBytes(folder));
        }
        var (delivered, evicted, other) = DrainAll(spool);
        var untold = 0L;
        for (var kind = (int)RecordKind.Picture; kind < (int)RecordKind.Gap; kind++)
            untold += Math.Abs(given[kind] - delivered[kind] - evicted[kind]);
        var inOrder = delivered[(int)RecordKind.SafetyEvent] > 0 && delivered[(int)RecordKind.Picture] <= delivered[(int)RecordKind.SafetyEvent];
        figure = string.Create(CultureInfo.InvariantCulture,
            $"quota {QuotaBytes / SegmentBytes} segments, {times} times that written: at most {(double)most / SegmentBytes:F2} segments taken; {given.Sum()} records = {delivered.Sum()} delivered + {evicted.Sum()} told as evicted");
        return most <= QuotaBytes + SegmentBytes && untold == 0 && other == 0 && inOrder;
    }

    private static bool GoesOnWhenFull(string folder, out string figure)
    {
        var given = new long[(int)RecordKind.Gap + 1];
        var spoolFolder = Path.Combine(folder, "full");
        using var spool = Open(spoolFolder, 1L << 40);
        using var ballast = File.Open(Path.Combine(folder, "ballast"), FileMode.Create);
        for (var i = 0; i < 100; i++)
            Append(spool, given);
        var appended = 0;
        var acknowledged = 0;
        FillUp(ballast);
        // The disk stays full; the spool lives in the room it has.
        for (var i = 0; i < 200; i++)
            appended += Append(spool, given) ? BatchRecords : 0;
        // Whatever it frees is taken from it at once: delivering and deleting need nothing.
        var before = spool.Snapshot().Segments;
        var batch = new SpoolBatch(maxRecords: 200);
        while (true)
        {
            FillUp(ballast);
            spool.Read(batch, spool.Snapshot().AcknowledgedThrough);
            if (batch.Entries.Length == 0)
                break;
            if (!spool.AcknowledgeAsync(batch.LastSequence, CancellationToken.None).GetAwaiter().GetResult())
                break;
            acknowledged += batch.Entries.Length;
        }
        var after = spool.Snapshot();
        figure = string.Create(CultureInfo.InvariantCulture,
            $"0 bytes free: {appended} records made durable, {acknowledged} acknowledged, segments {before} to {after.Segments}");
        return appended == 200 * BatchRecords && acknowledged > 0 && after.AcknowledgedThrough == after.DurableThrough && after.Segments <= 1 && before > 1;
    }

    private static DurableSpool Open(string folder, long maxBytes) =>
        new(new SpoolOptions { Directory = folder, SegmentBytes = SegmentBytes, MaxBytes = maxBytes, MaxRecordBytes = 64 * 1024, QueueBytes = 256 * 1024 },
            TimeProvider.System, NullLogger<DurableSpool>.Instance);

    /// <summary>A batch of all kinds, made durable.</summary>
    private static bool Append(DurableSpool spool, long[] given)
    {
        var payload = new byte[PayloadBytes];
        var last = 0L;
        for (var i = 0; i < BatchRecords; i++)
        {
            var kind = (RecordKind)(1 + (i % 5));
            if (!spool.TryAppend(kind, payload, out last))
                return false;
            given[(int)kind]++;
        }
        return spool.WhenDurableAsync(last, CancellationToken.None).Wait(TimeSpan.FromSeconds(20));
    }

    private static (long[] Delivered, long[] Evicted, long Other) DrainAll(DurableSpool spool)
    {
        var (delivered, evicted, other) = (new long[7], new long[7], 0L);
        var batch = new SpoolBatch();
        while (true)
        {
            spool.Read(batch, spool.Snapshot().AcknowledgedThrough);
            if (batch.Entries.Length == 0)
                return (delivered, evicted, other);
            foreach (var entry in batch.Entries)
            {
                if (entry.Kind != RecordKind.Gap)
                    delivered[(int)entry.Kind]++;
                else if (GapRecord.TryDecode(batch.Payload(entry), out var gap) && gap.Reason == GapReason.Evicted)
                    evicted[(int)gap.Kind] += gap.Count;
                else
                    other++;
            }
            if (!spool.AcknowledgeAsync(batch.LastSequence, CancellationToken.None).GetAwaiter().GetResult())
                other++;
        }
    }

    /// <summary>What the disk has set aside for it, too.</summary>
    private static long FolderBytes(string folder)
    {
        var sum = 0L;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            try
            {
                sum += file.Length;
            }
            catch (FileNotFoundException)
            {
                // deleted since
            }
        }
        return sum;
    }

    private static void FillUp(FileStream ballast)
    {
        var block = new byte[64 * 1024];
        for (var size = block.Length; size >= 1; size /= 16)
        {
            try
            {
                while (true)
                    RandomAccess.Write(ballast.SafeFileHandle, block.AsSpan(0, size), RandomAccess.GetLength(ballast.SafeFileHandle));
            }
            catch (IOException)
            {
                // full at this size
            }
        }
    }
}
