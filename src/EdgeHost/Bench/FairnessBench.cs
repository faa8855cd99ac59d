using EdgeHost.Cameras;

namespace EdgeHost.Bench;

/// <summary>Four cameras that ask for more than one engine gives: the slowest camera's frames over the fastest one's.</summary>
internal sealed class FairnessBench : IBench
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(10);

    public async Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        CameraOptions[] cameras = [.. Enumerable.Range(0, 4).Select(i => new CameraOptions { Id = $"camera{i}", Uri = $"sim:pattern?size=320x180&fps={100 + (20 * i)}&seed={i}" })];
        await using var line = await BenchGround.StartAsync(ground.Settings(s => s.Frames.EngineThreads = 1), new NullPublisher(), cameras);
        await Task.Delay(s_warmUp, TimeProvider.System, cancellationToken);
        var posts = line.Pipeline.Posts.ToList();
        var before = posts.ConvertAll(p => p.Outlet.Meter.Frames);
        await Task.Delay(s_length, TimeProvider.System, cancellationToken);
        var frames = posts.Select((p, i) => (double)(p.Outlet.Meter.Frames - before[i])).ToList();
        report.Add("fairness", frames.Min() / frames.Max(), $"{string.Join(", ", frames.Select(f => FormattableString.Invariant($"{f / s_length.TotalSeconds:0.0}")))} frames/s");
    }
}
