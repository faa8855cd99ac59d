using EdgeEngines.Detecting;
using EdgeEngines.Tracking;
using Xunit;

namespace EdgeEngines.Tests.Tracking;

/// <summary>Who is announced, and when: by its scores, its size, and where in the picture it is.</summary>
public sealed class TrackerNewcomerTests
{
    private const double Frame = 1 / 30.0;

    private static readonly (int Width, int Height) s_picture = (640, 360);

    [Fact]
    public void Update_SmallAndFaintForLong_IsAnnouncedWhenItIsBelieved()
    {
        var tracker = new Tracker();
        Assert.True(tracker.Update([Square(12, 0.47f)], 0, s_picture).IsEmpty); // below the score that starts a track in plain sight

        var frames = FramesUntilBelieved(tracker, i => [Square(12, 0.47f)]);

        Assert.InRange(frames, 5, 30); // a second
    }

    [Theory]
    [InlineData(0.55f, 24, 100)]
    [InlineData(0.65f, 96, 200)]
    public void Update_UnsureOfSomethingLarge_IsBelievedLaterThanOfSomethingSmall(float score, float small, float large)
    {
        var soon = FramesUntilBelieved(new Tracker(), _ => [Square(small, score)]);
        var late = FramesUntilBelieved(new Tracker(), _ => [Square(large, score)]);
        Assert.True(soon < late, $"{soon} and {late} frames");
    }

    [Fact]
    public void Update_CutOffByThePicturesEdge_IsBelievedLater()
    {
        var whole = FramesUntilBelieved(new Tracker(), _ => [Square(24, 0.65f)]);
        var cutOff = FramesUntilBelieved(new Tracker(), _ => [Square(24, 0.65f, left: 0)]);
        Assert.True(whole < cutOff, $"{whole} and {cutOff} frames");
    }

    [Fact]
    public void Update_SureForTwoFramesThenGone_IsNeverBelieved()
    {
        var tracker = new Tracker();
        for (var i = 0; i < 60; i++)
        {
            foreach (ref readonly var track in tracker.Update(i < 2 ? [Square(24, 0.95f)] : [], i * Frame, s_picture))
                Assert.False(track.Confirmed);
        }
        Assert.True(tracker.Update([], 60 * Frame, s_picture).IsEmpty);
    }

    [Fact]
    public void Update_FaintOnesThatComeToNothing_UseUpNoIds()
    {
        var tracker = new Tracker();
        for (var i = 0; i < 50; i++)
            Assert.True(tracker.Update(i % 2 == 0 ? [Square(24, 0.4f)] : [], i * Frame, s_picture).IsEmpty);

        Assert.Equal(1, Single(tracker.Update([Square(24, 0.9f)], 50 * Frame, s_picture)).Id);
    }

    [Fact]
    public void Update_FaintOneShownAfterALaterSureOne_IdsRise()
    {
        var tracker = new Tracker();
        Detection faint = Square(12, 0.47f), sure = Square(40, 0.9f, left: 400);
        for (var i = 0; i < 3; i++)
            Assert.True(tracker.Update([faint], i * Frame, s_picture).IsEmpty);
        Assert.Equal(1, Single(tracker.Update([faint, sure], 3 * Frame, s_picture)).Id);

        for (var i = 4; i < 40; i++)
            tracker.Update([faint, sure], i * Frame, s_picture);

        var tracks = tracker.Update([faint, sure], 40 * Frame, s_picture);
        Assert.Equal([(1, sure.BoxInSource), (2, faint.BoxInSource)], tracks.ToArray().Select(track => (track.Id, track.BoxInSource)));
    }

    [Fact]
    public void Update_ClassFlickersFromFrameToFrame_OneIdAndOneClass()
    {
        var tracker = new Tracker();
        HashSet<(long Id, int Class)> told = [];
        for (var i = 0; i < 90; i++)
        {
            // A truck (2) that looks like a bus (3) in every third frame, and like both in every fifth.
            Detection truck = Square(60, 0.7f) with { Class = 2 }, bus = Square(62, 0.65f) with { Class = 3 };
            foreach (ref readonly var track in tracker.Update(i % 5 == 0 ? [bus, truck] : i % 3 == 0 ? [bus] : [truck], i * Frame, s_picture))
            {
                if (track.Confirmed)
                    told.Add((track.Id, track.Class));
            }
        }
        Assert.Equal([(1, 2)], told);
    }

    private static int FramesUntilBelieved(Tracker tracker, Func<int, Detection[]> seen)
    {
        for (var i = 1; i < 200; i++)
        {
            foreach (ref readonly var track in tracker.Update(seen(i), i * Frame, s_picture))
            {
                if (track.Confirmed)
                    return i;
            }
        }
        return int.MaxValue;
    }

    private static Detection Square(float side, float score, float left = 100) => new(new(left, 100, left + side, 100 + side), score, 0);

    private static Track Single(ReadOnlySpan<Track> tracks)
    {
        Assert.Equal(1, tracks.Length);
        return tracks[0];
    }
}
