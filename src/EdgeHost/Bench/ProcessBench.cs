using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using EdgeHost.Stats;
using Telemetry.Incoming;

namespace EdgeHost.Bench;

/// <summary>The host as a process of its own: resident memory with one camera, and how soon the first detection is at a subscriber.</summary>
internal sealed class ProcessBench : IBench
{
    private const int Starts = 7;
    private static readonly TimeSpan s_run = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public async Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        await using var link = await ground.LinkAsync(ground.Settings(s => s.Mqtt.Device = "watcher"));
        var first = new Arrival();
        link.Subscriptions.Subscribe(new Telemetry.TopicFilter("edge/measured/camera/detections"), (_, _) => first.SetAsync(), new SubscriptionOptions { QueueLength = 1000 });
        var self = Environment.ProcessPath!;
        if (RuntimeFeature.IsDynamicCodeSupported && Path.GetFileNameWithoutExtension(self) != "dotnet")
            report.Add("rss_mb", await ResidentAsync(self, ground, cancellationToken));
        if (ground.AotBinary is not { } aot)
            throw new BenchSkippedException("rss_aot_mb and aot_first_detection_ms need the host published with -p:PublishAot=true; name it with --aot FILE");
        report.Add("rss_aot_mb", await ResidentAsync(aot, ground, cancellationToken));
        List<double> starts = [];
        for (var i = 0; i < Starts; i++)
            starts.Add(await FirstDetectionAsync(aot, ground, first, cancellationToken));
        report.Add("aot_first_detection_ms", Median.Of(starts), FormattableString.Invariant($"of {Starts}: {starts.Min():0} to {starts.Max():0}"));
    }

    private static async Task<double> ResidentAsync(string program, BenchGround ground, CancellationToken cancellationToken)
    {
        using var process = await StartAsync(program, ground);
        await Task.Delay(s_run, TimeProvider.System, cancellationToken);
        var bytes = ProcessMemory.PeakResidentBytes(process.Id);
        await StopAsync(process);
        return bytes / 1e6;
    }

    private static async Task<double> FirstDetectionAsync(string program, BenchGround ground, Arrival first, CancellationToken cancellationToken)
    {
        var arrived = first.NextAsync();
        var began = Stopwatch.GetTimestamp();
        using var process = await StartAsync(program, ground);
        var at = await arrived.WaitAsync(s_patience, TimeProvider.System, cancellationToken);
        await StopAsync(process);
        return Stopwatch.GetElapsedTime(began, at).TotalMilliseconds;
    }

    private static async Task<Process> StartAsync(string program, BenchGround ground)
    {
        var broker = await ground.BrokerAsync();
        return Process.Start(new ProcessStartInfo(program,
        [
            "run", "--source", "sim:pattern?size=640x360&fps=30", "--model", Path.GetFullPath(ground.OpenModel().Path),
            "--mqtt", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{broker.Port}"), "--device", "measured",
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static async Task StopAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>The moment of the next message.</summary>
    private sealed class Arrival
    {
        private TaskCompletionSource<long> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<long> NextAsync() => (_next = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public ValueTask SetAsync()
        {
            _next.TrySetResult(Stopwatch.GetTimestamp());
            return ValueTask.CompletedTask;
        }
    }
}
