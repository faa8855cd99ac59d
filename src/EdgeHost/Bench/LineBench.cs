using System.Diagnostics;
using EdgeEngines.Onnx;
using EdgeHost.Cameras;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Bench;

/// <summary>The whole line (a file as fast as possible, one engine thread, every frame published to an outside broker) beside the
/// bare engine on one thread. Each run of the line stands between two of the engine, so that a machine whose speed wanders in the
/// meantime does not decide the ratio.</summary>
internal sealed class LineBench : IBench
{
    private const int Turns = 5;
    private static readonly TimeSpan s_bare = TimeSpan.FromSeconds(2);

    public async Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        BenchGround.Require("ffmpeg", "ffmpeg");
        List<double> bare = [], line = [], ratio = [], wide = [], runs = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            var before = Bare(ground);
            var (rate, run) = await LineAsync(ground, engineThreads: 1, cancellationToken);
            bare.Add((before + Bare(ground)) / 2);
            line.Add(rate);
            ratio.Add(rate / bare[^1]);
            runs.Add(run);
            wide.Add((await LineAsync(ground, engineThreads: 2, cancellationToken)).Rate);
        }
        report.Add("line_over_engine", Median.Of(ratio),
            FormattableString.Invariant($"of {Turns}: {ratio.Min():0.00} to {ratio.Max():0.00}; line {Median.Of(line):0} frames/s, bare engine {Median.Of(bare):0} runs/s, both one engine thread; a run {1000 / Median.Of(bare):0.00} ms bare, {Median.Of(runs):0.00} ms in the line"));
        report.Add("line_frames_per_s", Median.Of(line), "one engine thread");
        report.Add("line_2_frames_per_s", Median.Of(wide), "two engine threads");
    }

    private static double Bare(BenchGround ground)
    {
        using var detector = DetectorFactory.Load(ground.OpenModel(), new EngineOptions(), NullLogger.Instance);
        using var pass = detector.CreatePass();
        for (var i = 0; i < 30; i++)
            pass.Run(1);
        var began = Stopwatch.GetTimestamp();
        var runs = 0;
        for (; Stopwatch.GetElapsedTime(began) < s_bare; runs++)
            pass.Run(1);
        return runs / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <returns>Frames a second, and the mean of a run in milliseconds.</returns>
    private static async Task<(double Rate, double Run)> LineAsync(BenchGround ground, int engineThreads, CancellationToken cancellationToken)
    {
        var settings = ground.Settings(s => s.Frames.EngineThreads = engineThreads);
        await using var link = await ground.LinkAsync(settings);
        var camera = new CameraOptions { Id = "bench", Uri = ground.RequiredVideo, AsFastAsPossible = true };
        await using var line = await BenchGround.StartAsync(settings, link.Publisher, camera);
        var meter = line.Pipeline.Find("bench")!.Outlet.Meter;
        while (meter.Frames < 10) // warm
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        var (first, began) = (meter.Frames, Stopwatch.GetTimestamp());
        await line.Pipeline.AllEnded.WaitAsync(cancellationToken);
        var rate = (meter.Frames - first) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await link.Publisher.WaitForDrainAsync(TimeSpan.FromSeconds(10), cancellationToken);
        return (rate, meter.RunMilliseconds / meter.Frames);
    }
}
