using EdgeEngines.Frames;
using EdgeEngines.Tracking;
using EdgeHost.Cameras.Street;
using EdgeHost.Evaluating;
using EdgeWorld;
using Xunit;

namespace EdgeHost.Tests.Cameras.Street;

public sealed class StreetSourceTests
{
    private const string Uri = "sim:street?seed=7&scenario=crossing&size=320x180";

    [Fact]
    public void Read_WithABoard_PutsTheTruthOfEachFrameThereUnderItsTime()
    {
        var board = new TruthBoard();
        board.Use(WorldClasses.Names);
        using var pool = new FramePool(1);
        using var source = new StreetSource(Opening.Of(Uri) with { Truth = board });
        using var world = new StreetWorld(WorldOptions.Parse(Uri));
        var right = 0L;
        for (var i = 0; i < 5; i++, world.Advance())
        {
            var frame = source.Read(pool, CancellationToken.None)!;
            var time = frame.SourceTime;
            frame.Release();
            Track[] tracks = [.. world.Graph().Objects.Where(o => !o.Ignored).Select(TruthBox.Of).Select(t => new Track(t.Track, t.BoxInSource, 0.9f, t.Class, 0, 0, 5, 0))];
            board.Judge(time, tracks);
            Assert.Equal(new TruthFigures(i + 1, right += tracks.Length, 0, 0), board.Read());
        }
        Assert.Equal(0, pool.Leased);
    }

    [Fact]
    public void Read_ResumedBehindATime_GoesOnThere()
    {
        using var pool = new FramePool(1);
        using var source = new StreetSource(Opening.Of(Uri, resumeAfter: TimeSpan.FromSeconds(1)));
        var frame = source.Read(pool, CancellationToken.None)!;
        Assert.Equal(31 / 30.0, frame.SourceTime.TotalSeconds, 4);
        frame.Release();
    }
}
