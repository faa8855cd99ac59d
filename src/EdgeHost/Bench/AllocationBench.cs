using EdgeHost.Cameras;

namespace EdgeHost.Bench;

/// <summary>Managed allocation a frame in steady state, from the camera to the publisher's queue, all threads together.</summary>
internal sealed class AllocationBench : IBench
{
    private const int WarmUpFrames = 300;
    private const int Frames = 900;

    public async Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        BenchGround.Require("ffmpeg", "ffmpeg");
        var camera = new CameraOptions { Id = "bench", Uri = ground.RequiredVideo, AsFastAsPossible = true, Loop = true };
        await using var line = await BenchGround.StartAsync(ground.Settings(), new NullPublisher(), camera);
        var meter = line.Pipeline.Find("bench")!.Outlet.Meter;
        // Waiting on this thread allocates nothing, unlike an awaited delay.
        SpinUntil(() => meter.Frames >= WarmUpFrames, cancellationToken);
        var (first, before) = (meter.Frames, GC.GetTotalAllocatedBytes(precise: true));
        SpinUntil(() => meter.Frames >= first + Frames, cancellationToken);
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        report.Add("bytes_per_frame", bytes / (double)(meter.Frames - first));
    }

    private static void SpinUntil(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
            cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(5));
    }
}
