using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeEngines.Frames;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Ffmpeg;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeHost.Tests.Cameras.Ffmpeg;

/// <summary>A whole camera on a real RTSP connection and a real ffmpeg, through the two failures that happen in the field.</summary>
public sealed class RtspTests : IFrameSink
{
    private readonly ConcurrentQueue<CameraStatus> _reports = new();
    private long _frames;

    [Fact]
    public async Task Camera_ServerDropsAndFfmpegIsKilled_ComesBackEachTime()
    {
        using var folder = new TemporaryFolder();
        using var relay = new RtspRelay(folder, "admin:s3cret");
        var settings = new CameraSettings { Id = new CameraId("yard"), Uri = Opening.Uri($"rtsp://admin:s3cret@127.0.0.1:{relay.Port}/live") };
        FfmpegSource? source = null;
        await using var worker = new CameraWorker(
            settings, opening => source = new FfmpegSource(opening, new FfmpegOptions()), this, _reports.Enqueue, TimeProvider.System,
            NullLogger.Instance, new Random(1));
        worker.Start();
        ExpectFrames(5);
        relay.DropClient();
        ExpectReport(CameraState.BackingOff, 1);
        ExpectFrames(Interlocked.Read(ref _frames) + 5);
        Process.GetProcessById(source!.ChildId).Kill();
        ExpectReport(CameraState.BackingOff, 2);
        ExpectFrames(Interlocked.Read(ref _frames) + 5);
        Assert.Equal(3, relay.Connections);
        Assert.Equal(2, worker.Counters.Restarts);
        Assert.DoesNotContain(_reports, status => status.Detail.Contains("s3cret", StringComparison.Ordinal));
    }

    void IFrameSink.Deliver(Frame frame, CancellationToken cancellationToken)
    {
        Assert.Equal((160, 120), frame.SourceSize);
        Interlocked.Increment(ref _frames);
        frame.Release();
    }

    private void ExpectFrames(long count) =>
        Assert.True(SpinWait.SpinUntil(() => Interlocked.Read(ref _frames) >= count, TimeSpan.FromSeconds(30)), string.Join('\n', _reports));

    private void ExpectReport(CameraState state, int times) =>
        Assert.True(SpinWait.SpinUntil(() => _reports.Count(status => status.State == state) >= times, TimeSpan.FromSeconds(30)), string.Join('\n', _reports));
}
