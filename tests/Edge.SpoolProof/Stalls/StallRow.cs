using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Spool;
using Telemetry.Spool.Files;
using Telemetry.Tests.Spool.Disks;

namespace Edge.SpoolProof.Stalls;

/// <summary>What a frame loop of 200 frames a second pays for appending while the disk does not answer: the call itself, whoever makes it.</summary>
internal static class StallRow
{
    private const double MostRiseMilliseconds = 1;
    private const int FramesPerSecond = 200;
    private const int RecordsPerFrame = 5;

    public static int Run(int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("spool-stall-").FullName;
        try
        {
            using var disk = new StallingFiles(new LinuxFiles(folder));
            using var spool = new DurableSpool(disk, new SpoolOptions { Directory = folder }, TimeProvider.System, NullLogger.Instance);
            Frames(spool, 1);
            var before = Frames(spool, seconds);
            disk.Stall();
            var during = Frames(spool, seconds);
            var stalled = disk.StalledSyncs;
            disk.GoOn();
            var rise = during - before;
            return Verdict.Of(rise <= MostRiseMilliseconds && stalled > 0,
                $"appending, p99 of a frame: {before:F3} ms, while the disk stalls for {seconds} s {during:F3} ms: rises {rise:F3} ms");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Frames(DurableSpool spool, int seconds)
    {
        var payload = new byte[300];
        var costs = new List<double>();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / FramesPerSecond));
        for (var left = seconds * FramesPerSecond; left > 0; left--)
        {
            pace.WaitForNextTickAsync().AsTask().Wait();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < RecordsPerFrame; i++)
                spool.TryAppend(RecordKind.Event, payload, out _);
            costs.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        costs.Sort();
        return costs[(int)(costs.Count * 0.99)];
    }
}
