using EdgeHost.Bench;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Frames;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Mqtt;
using Telemetry.Spool;
using Telemetry.Spool.Files;
using Telemetry.Tests.Spool.Disks;

namespace Edge.SpoolProof.Stalls;

/// <summary>
/// What a camera notices of a disk that does not answer: the whole frame line on the street world at 30 frames a second, its events through the
/// spool to a mosquitto, in turns with the disk well and with no sync returning. Measured is what a frame takes beside the engine's own run,
/// whose spread would hide a millisecond.
/// </summary>
internal static class StallRow
{
    private const double MostRiseMilliseconds = 1;
    private const int Rounds = 5;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("spool-stall-").FullName;
        try
        {
            await using var broker = await MosquittoProcess.StartAsync(folder);
            return await RunAsync(folder, broker.Port, TimeSpan.FromSeconds(seconds));
        }
        catch (BenchSkippedException e)
        {
            return Verdict.CannotBeTried(e.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> RunAsync(string folder, int port, TimeSpan length)
    {
        var settings = new EdgeSettings();
        settings.Memory.Path = Path.Combine(folder, "memory.db");
        settings.Events.UpdateSeconds = 0.1;
        (settings.Mqtt.Host, settings.Mqtt.Port) = ("127.0.0.1", port);
        var spoolFolder = Path.Combine(folder, "events");
        using var disk = new StallingFiles(new LinuxFiles(spoolFolder));
        using var spool = new DurableSpool(disk, new SpoolOptions { Directory = spoolFolder }, TimeProvider.System, NullLogger.Instance);
        await using var link = new MqttLink(settings.Mqtt, TimeProvider.System, NullLoggerFactory.Instance, null, spool);
        link.Start();
        await using var line = await BenchGround.StartAsync(settings, link.Publisher, new CameraOptions { Id = "bench", Uri = "sim:street?size=640x360&fps=30" });
        var meter = line.Pipeline.Find("bench")!.Outlet.Meter;
        var window = new LatencyWindow(meter.Outside);
        await Task.Delay(s_warmUp, TimeProvider.System);
        List<double> well = [], stalled = [];
        var eventsWhileStalled = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            well.Add(await MeasureAsync(window, length));
            var before = link.Publisher.Snapshot().Published.Event;
            disk.Stall();
            stalled.Add(await MeasureAsync(window, length));
            eventsWhileStalled += link.Publisher.Snapshot().Published.Event - before;
            disk.GoOn();
            Console.WriteLine(FormattableString.Invariant($"p99 {well[^1]:F2} ms, stalled {stalled[^1]:F2} ms"));
        }
        var (calm, late) = (Median(well), Median(stalled));
        return Verdict.Of(late - calm <= MostRiseMilliseconds && disk.StalledSyncs > 0 && eventsWhileStalled > 0,
            $"a camera's p99 beside the engine, median of {Rounds}: {calm:F2} ms, while the disk stalls for {length.TotalSeconds:F0} s {late:F2} ms: rises {late - calm:F2} ms ({eventsWhileStalled} events meanwhile, {meter.Frames} frames)");
    }

    private static async Task<double> MeasureAsync(LatencyWindow window, TimeSpan length)
    {
        window.Advance();
        await Task.Delay(length, TimeProvider.System);
        window.Advance();
        return window.P99;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
