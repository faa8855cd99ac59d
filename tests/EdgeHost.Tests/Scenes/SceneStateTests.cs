using EdgeEngines.Tracking;
using EdgeHost.Events;
using EdgeHost.Scenes;
using Xunit;

namespace EdgeHost.Tests.Scenes;

public sealed class SceneStateTests
{
    private static readonly LabelSet s_labels = new(["person", "car"]);

    [Fact]
    public void Read_BeforeTheFirstFrame_IsEmpty()
    {
        var scene = new SceneState().Read();

        Assert.Equal((0, 0, 0), (scene.Tracks.Length, scene.History.Length, scene.Frame.Width));
    }

    [Fact]
    public void Read_AfterAFrame_HasTracksCountsAndSize()
    {
        var state = new SceneState();
        state.Update(At(1), [Object(1, 0), Object(2, 1), Object(3, 1) with { Missed = 2 }, Object(4, 1) with { Confirmed = false }], s_labels);
        var scene = state.Read();

        Assert.Equal((1, 2, 0), (scene.Count("person"), scene.Count("car"), scene.Count("cat")));
        Assert.Equal((4, 640), (scene.Tracks.Length, scene.Frame.Width));
        Assert.Equal([1, 2], scene.History.ToArray().Select(sample => sample.TrackId)); // what is out of sight or not believed leaves no trace
    }

    [Fact]
    public void Read_AfterAMinute_HasTenSecondsAtFiveASecond()
    {
        var state = new SceneState();
        for (var frame = 0; frame <= 60 * 32; frame++) // 1/32 s is exact in binary
            state.Update(At(frame / 32.0), [Object(1, 0)], s_labels);
        var history = state.Read().History.ToArray();

        Assert.InRange(history.Length, 40, 51);
        Assert.InRange(history[0].Seconds, 50, 50.25);
        Assert.Equal(history.OrderBy(sample => sample.Seconds), history);
    }

    [Fact]
    public void Read_CrowdLargerThanTheRing_KeepsTheLatest()
    {
        var state = new SceneState();
        Track[] crowd = [.. Enumerable.Range(1, 700).Select(id => Object(id, 0))];
        for (var i = 0; i < 20; i++)
            state.Update(At(i), crowd, s_labels);
        var scene = state.Read();

        Assert.Equal((512, 188), (scene.Tracks.Length, scene.CutOff));
        Assert.Equal((2048, 19.0), (scene.History.Length, scene.History.Span[^1].Seconds));
    }

    [Fact]
    public void Update_ClockRunsBackwards_HistoryStaysInOrder()
    {
        var state = new SceneState();
        foreach (var time in new[] { 1000, 1001, 5, 6, double.NaN, 7 })
            state.Update(At(time), [Object(1, 0)], s_labels);
        var seconds = state.Read().History.ToArray().Select(sample => sample.Seconds).ToList();

        Assert.Equal([0.0, 1.0, 2.0, 3.0], seconds);
    }

    [Fact]
    public async Task Read_WhileFramesComeIn_NeverSeesHalfAFrame()
    {
        // Frame n holds n % 50 tracks, all with class n: any mixture shows.
        var state = new SceneState();
        var cancel = TestContext.Current.CancellationToken;
        var writing = Task.Run(() =>
        {
            for (var n = 1; n <= 30_000; n++)
            {
                var tracks = new Track[n % 50];
                Array.Fill(tracks, Object(n, n));
                state.Update(At(n), tracks, s_labels);
            }
        }, cancel);
        var reads = 0;
        while (!writing.IsCompleted || reads < 100)
        {
            var scene = state.Read();
            var n = (int)scene.Frame.Seconds;
            Assert.Equal(n % 50, scene.Tracks.Length);
            foreach (var track in scene.Tracks.Span)
                Assert.Equal(n, track.Class);
            reads++;
        }
        await writing;
    }

    [Fact]
    public void Update_SteadyState_AllocatesNothing()
    {
        var state = new SceneState();
        Track[] tracks = [Object(1, 0), Object(2, 1)];
        state.Update(At(0), tracks, s_labels);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 100; i++)
            state.Update(At(i), tracks, s_labels);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Board_CameraComesAndGoes_ReadsNullAfterwards()
    {
        var board = new SceneBoard();
        board.For(new("a")).Update(At(1), [Object(1, 0)], s_labels);

        Assert.Same(board.For(new("a")), board.For(new("a")));
        Assert.Equal(1, board.Read(new("a"))!.Tracks.Length);
        Assert.Equal("a", Assert.Single(board.Cameras).Name);
        board.Remove(new("a"));
        Assert.Null(board.Read(new("a")));
    }

    private static FrameMoment At(double seconds) => new(seconds, 1_700_000_000 + seconds, 640, 360);

    private static Track Object(long id, int @class) => new(id, new(1, 2, 3, 4), 0.9f, @class, 0, 0, 3, 0) { Confirmed = true };
}
