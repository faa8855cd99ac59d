using System.Collections.Concurrent;
using EdgeEngines.Frames;
using EdgeHost.Cameras;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static EdgeHost.Tests.Cameras.ScriptedSource;

namespace EdgeHost.Tests.Cameras;

public sealed class CameraWorkerTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly BlockingCollection<CameraStatus> _reports = [];
    private readonly BlockingCollection<(long Sequence, TimeSpan Time, long Timestamp)> _frames = [];
    private readonly ConcurrentQueue<ScriptedSource> _sources = new();
    private readonly ConcurrentQueue<CameraOpening> _openings = new();
    private readonly Lines _log = new();
    private CameraWorker? _worker;

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
            await _worker.DisposeAsync();
        Assert.All(_sources, source => Assert.True(source.IsDisposed));
    }

    [Fact]
    public async Task Run_FileWithoutLoop_DeliversAllAndEnds()
    {
        Start(Settings("file:x"), [Frame(0), Frame(1), Frame(2)]);
        Expect(CameraState.Connecting, CameraState.Running, CameraState.Ended);
        Assert.Equal([0L, 1, 2], Frames(3).Select(f => f.Sequence));
        await _worker!.Completion.WaitAsync(s_patience);
    }

    [Fact]
    public void Run_FileWithLoop_StartsAgainWithoutFlapping()
    {
        Start(Settings("file:x") with { Plays = null }, [Frame(0), Frame(1)], [Frame(0), Frame(1)], [Frame(0), Silence()]);
        Assert.Equal([0L, 1, 2, 3, 4], Frames(5).Select(f => f.Sequence));
        Expect(CameraState.Connecting, CameraState.Running);
        Assert.Empty(_reports);
        Assert.Equal(0, _worker!.Counters.Restarts);
    }

    [Fact]
    public void Run_FilePlayedThreeTimes_IsOpenedOnceMoreForTheRest()
    {
        Start(Settings("file:x") with { Plays = 3 }, [Frame(0), Frame(1)], [Frame(0), Frame(1), Frame(0), Frame(1)]);
        Expect(CameraState.Connecting, CameraState.Running, CameraState.Ended);
        Assert.Equal([0L, 1, 2, 3, 4, 5], Frames(6).Select(f => f.Sequence));
        Assert.Equal([null, new PlayAgain(2, 2)], _openings.Select(o => o.Again));
    }

    [Fact]
    public void Run_FailureInALaterPlay_GoesOnBehindItsLastFrameAndKeepsCount()
    {
        Start(Settings("file:x") with { Plays = 4 }, [Frame(0), Frame(1)], [Frame(0), Frame(1), Frame(0), Error()], [Frame(1)], [Frame(0), Frame(1)]);
        Assert.Equal([0.0, 1, 0, 1, 0], Frames(5).Select(f => f.Time.TotalSeconds));
        Expect(CameraState.Connecting, CameraState.Running, CameraState.BackingOff);
        Assert.Equal(CameraState.Connecting, AdvanceUntil(_reports, TimeSpan.FromSeconds(0.5)).State);
        Expect(CameraState.Running, CameraState.Ended);
        Assert.Equal([1.0, 0, 1], Frames(3).Select(f => f.Time.TotalSeconds));
        Assert.Equal([null, null, TimeSpan.Zero, null], _openings.Select(o => o.ResumeAfter));
        Assert.Equal([null, new PlayAgain(2, 3), null, new PlayAgain(2, 1)], _openings.Select(o => o.Again));
    }

    [Fact]
    public void Run_ByTheFilesClock_NeverDeliversEarly()
    {
        Start(Settings("file:x") with { AsFastAsPossible = false }, [Frame(5), Frame(5.5), Frame(6)]);
        var start = _time.GetTimestamp();
        var first = Frames(1)[0];
        Assert.Equal(start, first.Timestamp);
        Assert.False(_frames.TryTake(out _, 50)); // the clock stands, so nothing is due
        foreach (var offset in new[] { 0.5, 1.0 })
        {
            var frame = AdvanceUntil(_frames, TimeSpan.FromMilliseconds(20));
            Assert.True(_time.GetElapsedTime(start, frame.Timestamp).TotalSeconds >= offset, $"{frame} came early");
        }
    }

    [Fact]
    public void Run_SilentSource_IsAbortedAfterTheStallTimeAndRestarted()
    {
        Start(Settings("rtsp://u:s3cret@cam/1") with { StallTimeout = TimeSpan.FromSeconds(4) }, isLive: true, [Frame(0), Silence()], [Frame(0), Silence()]);
        Expect(CameraState.Connecting, CameraState.Running);
        Assert.Single(Frames(1));
        var stalled = AdvanceUntil(_reports, TimeSpan.FromSeconds(0.5));
        Assert.Equal((CameraState.Stalled, "no frame for 4 s"), (stalled.State, stalled.Detail));
        Assert.True(_time.GetElapsedTime(0, _time.GetTimestamp()) >= TimeSpan.FromSeconds(4));
        Assert.Equal(CameraState.BackingOff, AdvanceUntil(_reports, TimeSpan.FromSeconds(0.5)).State);
        Assert.Equal(CameraState.Connecting, AdvanceUntil(_reports, TimeSpan.FromSeconds(0.5)).State);
        Assert.Single(Frames(1));
        Assert.Equal(1, _worker!.Counters.Restarts);
    }

    [Fact]
    public void Run_AllBuffersOut_IsNoStall()
    {
        var held = new List<Frame>();
        var settings = Settings("file:x") with { FrameBuffers = 2, StallTimeout = TimeSpan.FromSeconds(1) };
        Start(settings, false, held.Add, [Frame(0), Frame(1), Frame(2)]);
        Expect(CameraState.Connecting, CameraState.Running);
        Assert.True(SpinWait.SpinUntil(() => held.Count == 2, s_patience));
        for (var i = 0; i < 20; i++)
            _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(_reports);
        held[0].Release();
        Expect(CameraState.Ended);
        held.Skip(1).ToList().ForEach(frame => frame.Release());
    }

    [Fact]
    public void Run_LiveSourceEnds_BacksOffAndOpensAnew()
    {
        Start(Settings("http://cam/"), isLive: true, [Frame(0)], [Silence()]);
        Expect(CameraState.Connecting, CameraState.Running, CameraState.BackingOff);
        Assert.Equal(CameraState.Connecting, AdvanceUntil(_reports, TimeSpan.FromSeconds(0.1)).State);
    }

    [Fact]
    public void Run_FileFailsInItsMiddle_ResumesBehindTheLastFrame()
    {
        Start(Settings("file:x"), [Frame(0), Frame(1), Error()], [Frame(2)]);
        Expect(CameraState.Connecting, CameraState.Running, CameraState.BackingOff);
        Assert.Equal(CameraState.Connecting, AdvanceUntil(_reports, TimeSpan.FromSeconds(0.1)).State);
        Expect(CameraState.Running, CameraState.Ended);
        Assert.Equal([0L, 1, 2], Frames(3).Select(f => f.Sequence));
        Assert.Equal([null, TimeSpan.FromSeconds(1)], _openings.Select(o => o.ResumeAfter));
    }

    [Fact]
    public async Task Run_PermanentError_GivesUpAndHidesThePassword()
    {
        Start(Settings("file:x"), [Error(permanent: true)]);
        Expect(CameraState.Connecting);
        var failed = Take(_reports);
        Assert.Equal(CameraState.Failed, failed.State);
        Assert.Equal("it broke at rtsp://***@cam/1", failed.Detail);
        await _worker!.Completion.WaitAsync(s_patience);
        Assert.DoesNotContain(_log.All, line => line.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_BugInASource_IsLoggedAndTheCameraGoesOn()
    {
        Start(Settings("file:x"), [Bug()], [Frame(0)]);
        Expect(CameraState.Connecting, CameraState.BackingOff);
        Assert.Equal(CameraState.Connecting, AdvanceUntil(_reports, TimeSpan.FromSeconds(0.1)).State);
        Expect(CameraState.Running, CameraState.Ended);
    }

    [Fact]
    public async Task Run_EveryChange_IsLoggedOnceAndReportedOnce()
    {
        Start(Settings("file:x"), [Frame(0), Frame(1), Frame(2)]);
        Expect(CameraState.Connecting, CameraState.Running, CameraState.Ended);
        await _worker!.Completion.WaitAsync(s_patience);
        Assert.Empty(_reports);
        Assert.Equal(3, _log.All.Count);
    }

    [Fact]
    public void Pause_File_KeepsItsPlace()
    {
        Start(Settings("file:x") with { AsFastAsPossible = false }, [Frame(0), Frame(10), Frame(10.5), Frame(11)]);
        Expect(CameraState.Connecting, CameraState.Running);
        Frames(2); // the gap of 10 s is a break, not waited for
        _worker!.Pause();
        Expect(CameraState.Paused);
        Assert.Single(Frames(1)); // the one that was waiting for its turn
        _worker.Resume();
        Expect(CameraState.Running);
        AdvanceUntil(_frames, TimeSpan.FromMilliseconds(50));
        Assert.Single(_openings);
    }

    [Fact]
    public void Pause_LiveSource_ClosesItAndResumeOpensItAnew()
    {
        Start(Settings("http://cam/"), isLive: true, [Frame(0), Silence()], [Frame(0), Silence()]);
        Expect(CameraState.Connecting, CameraState.Running);
        _worker!.Pause();
        Expect(CameraState.Paused);
        _worker.Resume();
        Expect(CameraState.Connecting, CameraState.Running);
    }

    [Fact]
    public async Task StopAsync_WhileASourceBlocks_EndsAtOnce()
    {
        Start(Settings("http://cam/"), isLive: true, [Frame(0), Silence()]);
        Expect(CameraState.Connecting, CameraState.Running);
        Assert.True(await _worker!.StopAsync(s_patience));
        Expect(CameraState.Stopped);
    }

    [Fact]
    public async Task StopAsync_WhileBackingOff_EndsAtOnce()
    {
        Start(Settings("http://cam/"), isLive: true, [Error()]);
        Expect(CameraState.Connecting, CameraState.BackingOff);
        Assert.True(await _worker!.StopAsync(s_patience));
    }

    private static CameraSettings Settings(string uri) => new() { Id = new CameraId("cam"), Uri = Opening.Uri(uri), AsFastAsPossible = true };

    private void Start(CameraSettings settings, params Step[][] scripts) => Start(settings, false, null, scripts);

    private void Start(CameraSettings settings, bool isLive, params Step[][] scripts) => Start(settings, isLive, null, scripts);

    /// <summary>Each opening plays the next script; behind the last one nothing comes any more.</summary>
    private void Start(CameraSettings settings, bool isLive, Action<Frame>? take, params Step[][] scripts)
    {
        var opened = 0;
        ICameraSource Open(CameraOpening opening)
        {
            _openings.Enqueue(opening);
            var source = new ScriptedSource(opened < scripts.Length ? scripts[opened++] : [Silence()], isLive, playsAgain: opening.Again is not null);
            _sources.Enqueue(source);
            return source;
        }
        _worker = new CameraWorker(settings, Open, new Sink(this, take), _reports.Add, _time, _log, new Random(1));
        _worker.Start();
    }

    private void Expect(params CameraState[] states) => Assert.All(states, state => Assert.Equal(state, Take(_reports).State));

    private List<(long Sequence, TimeSpan Time, long Timestamp)> Frames(int count) => [.. Enumerable.Range(0, count).Select(_ => Take(_frames))];

    private static T Take<T>(BlockingCollection<T> items) =>
        items.TryTake(out var item, s_patience) ? item : throw new TimeoutException($"no {typeof(T).Name} came");

    private T AdvanceUntil<T>(BlockingCollection<T> items, TimeSpan step)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (items.TryTake(out var item, 10))
                return item;
            _time.Advance(step);
        }
        throw new TimeoutException($"no {typeof(T).Name} came however far the clock went");
    }

    private sealed class Sink(CameraWorkerTests test, Action<Frame>? take) : IFrameSink
    {
        public void Deliver(Frame frame, CancellationToken cancellationToken)
        {
            test._frames.Add((frame.Sequence, frame.SourceTime, frame.CapturedTimestamp), CancellationToken.None);
            if (take is not null)
                take(frame);
            else
                frame.Release();
        }
    }

    private sealed class Lines : ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception));
    }
}
