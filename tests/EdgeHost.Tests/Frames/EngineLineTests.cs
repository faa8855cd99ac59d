using EdgeEngines.Frames;
using EdgeHost.Frames;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeHost.Tests.Frames;

public sealed class EngineLineTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly FrameFormat s_format = new(PixelFormat.Rgb24, 2, 2);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 4)]
    public void Deliver_Offline_EveryFrameComesOutInOrderWithItsOwnPixels(int engineThreads, int batchSize)
    {
        var random = new Random(1);
        using var pool = new FramePool(16);
        var outlet = new RecordingOutlet();
        var detector = new FakeDetector(batchSize: batchSize, work: _ => Thread.SpinWait(random.Next(20_000)));
        using (var line = Line(detector, engineThreads))
        {
            var lane = line.Join(new CameraId("a"), isLive: false, outlet);
            Send(pool, lane, 500);
            line.Leave(lane, s_patience);
        }
        Assert.Equal(Enumerable.Range(0, 500).Select(i => ((long)i, i % 256, "fake")), outlet.Accepted);
        Assert.True(outlet.Ended);
        Assert.Equal(0, pool.Leased);
        Assert.True(detector.IsDisposed);
    }

    [Fact]
    public void Deliver_LiveWhileEngineIsBusy_DropsOldestAndCounts()
    {
        using var pool = new FramePool(32);
        using var busy = new SemaphoreSlim(0);
        var outlet = new RecordingOutlet();
        using var line = Line(new FakeDetector(work: _ => busy.Wait(s_patience)), 1);
        var lane = line.Join(new CameraId("a"), isLive: true, outlet);
        Send(pool, lane, 20);
        Assert.True(lane.Dropped >= 20 - 3, $"{lane.Dropped} dropped"); // one in the engine, one prepared, one waits
        busy.Release(100);
        line.Leave(lane, s_patience);
        Assert.Equal(20, lane.Dropped + outlet.Accepted.Count);
        Assert.Equal(19, outlet.Accepted[^1].Sequence);
        Assert.Equal(0, pool.Leased);
    }

    [Fact]
    public void Swap_WhileFramesAreInFlight_LosesNoneAndUnloadsTheOldEngineAfterItsLastRun()
    {
        using var pool = new FramePool(16);
        var outlet = new RecordingOutlet();
        var engines = Enumerable.Range(0, 8).Select(i => new FakeDetector($"engine{i}", work: _ => Thread.SpinWait(2_000))).ToArray();
        using (var line = Line(engines[0], 2))
        {
            var lane = line.Join(new CameraId("a"), isLive: false, outlet);
            var sender = new Thread(() => Send(pool, lane, 2_000));
            sender.Start();
            foreach (var engine in engines[1..])
                line.Swap(engine);
            sender.Join();
            line.Leave(lane, s_patience);
        }
        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => (long)i), outlet.Accepted.Select(a => a.Sequence));
        Assert.All(engines, e => Assert.True(e.IsDisposed));
        Assert.All(engines, e => Assert.Equal(0, e.RunsAfterDispose));
        Assert.Equal("engine7", outlet.Accepted[^1].Engine);
        Assert.Equal(0, pool.Leased);
    }

    [Fact]
    public void Run_Throws_FramesAreLostAndCountedAndTheLineGoesOn()
    {
        using var pool = new FramePool(16);
        var outlet = new RecordingOutlet();
        var runs = 0;
        using var line = Line(new FakeDetector(work: _ => { if (runs++ == 3) throw new InvalidOperationException("broken"); }), 1);
        var lane = line.Join(new CameraId("a"), isLive: false, outlet);
        Send(pool, lane, 10);
        line.Leave(lane, s_patience);
        Assert.Equal([3L], outlet.Lost);
        Assert.Equal(9, outlet.Accepted.Count);
        Assert.Equal(0, pool.Leased);
    }

    [Fact]
    public void Accept_PictureAsked_HoldsTheFrameOfItsDetections()
    {
        using var pool = new FramePool(16);
        var outlet = new RecordingOutlet { KeepPictures = true };
        using var line = Line(new FakeDetector(), 2);
        var lane = line.Join(new CameraId("a"), isLive: false, outlet);
        Send(pool, lane, 100);
        line.Leave(lane, s_patience);
        Assert.Equal(100, outlet.PicturesSeen);
        Assert.Equal(0, pool.Leased);
    }

    [Fact]
    public void Deliver_FourLiveCamerasFasterThanTheEngine_AreServedInTurn()
    {
        var outlets = Enumerable.Range(0, 4).Select(_ => new RecordingOutlet()).ToArray();
        var pools = outlets.Select(_ => new FramePool(8)).ToArray();
        using (var line = Line(new FakeDetector(work: _ => Thread.SpinWait(50_000)), 1))
        {
            var lanes = outlets.Select((o, i) => line.Join(new CameraId($"c{i}"), isLive: true, o)).ToArray();
            using var stop = new CancellationTokenSource();
            var senders = lanes.Select((lane, i) => new Thread(() => SendUntil(pools[i], lane, (i + 1) * 200, stop.Token))).ToArray();
            Array.ForEach(senders, s => s.Start());
            SpinWait.SpinUntil(() => outlets.Sum(o => o.Accepted.Count) > 400, s_patience);
            stop.Cancel();
            Array.ForEach(senders, s => s.Join());
            Array.ForEach(lanes, lane => line.Leave(lane, s_patience));
        }
        var counts = outlets.Select(o => o.Accepted.Count).ToArray();
        Assert.True(counts.Min() >= 0.5 * counts.Max(), string.Join(", ", counts));
        Assert.All(pools, p => Assert.Equal(0, p.Leased));
    }

    [Fact]
    public async Task Load_Fails_FramesAreGivenBackAndTheReasonIsThere()
    {
        using var pool = new FramePool(16);
        using var line = new EngineLine("test", () => throw new InvalidOperationException("no engine"), 1, TimeProvider.System, NullLogger.Instance);
        var lane = line.Join(new CameraId("a"), isLive: false, new RecordingOutlet());
        Assert.Equal("no engine", (await Assert.ThrowsAsync<InvalidOperationException>(() => line.Loaded)).Message);
        Send(pool, lane, 50);
        line.Leave(lane, s_patience);
        Assert.Equal(0, pool.Leased);
    }

    private static EngineLine Line(FakeDetector detector, int engineThreads)
    {
        var line = new EngineLine("test", () => detector, engineThreads, TimeProvider.System, NullLogger.Instance);
        Assert.True(line.Loaded.Wait(s_patience));
        return line;
    }

    private static void Send(FramePool pool, CameraLane lane, int frames)
    {
        for (var i = 0; i < frames; i++)
            Send(pool, lane, (long)i);
    }

    private static void Send(FramePool pool, CameraLane lane, long sequence)
    {
        var frame = pool.Rent(s_format, CancellationToken.None);
        frame.Sequence = sequence;
        frame.Pixels.Fill((byte)(sequence % 256));
        lane.Deliver(frame, CancellationToken.None);
    }

    private static void SendUntil(FramePool pool, CameraLane lane, int pause, CancellationToken stop)
    {
        for (long i = 0; !stop.IsCancellationRequested; i++)
        {
            Send(pool, lane, i);
            Thread.SpinWait(pause);
        }
    }
}
