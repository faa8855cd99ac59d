using EdgeHost.Cameras;
using EdgeHost.Frames;

namespace EdgeHost.Bench;

/// <summary>Time a frame spends outside the engine: one camera of 640×360 at 30 frames/s, published to an outside broker.</summary>
internal sealed class LatencyBench : IBench
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(15);

    public async Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        var settings = ground.Settings();
        await using var link = await ground.LinkAsync(settings);
        await using var line = await BenchGround.StartAsync(settings, link.Publisher, new CameraOptions { Id = "bench", Uri = "sim:pattern?size=640x360&fps=30" });
        await Task.Delay(s_warmUp, TimeProvider.System, cancellationToken);
        var meter = line.Pipeline.Find("bench")!.Outlet.Meter;
        var (outside, run) = (new LatencyWindow(meter.Outside), new LatencyWindow(meter.Run));
        outside.Advance();
        run.Advance();
        await Task.Delay(s_length, TimeProvider.System, cancellationToken);
        outside.Advance();
        run.Advance();
        report.Add("outside_p50_ms", outside.P50, FormattableString.Invariant($"engine {run.P50:0.00} ms"));
        report.Add("outside_p99_ms", outside.P99);
    }
}
