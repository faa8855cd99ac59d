using CsCheck;
using EdgeEngines.Detecting;
using EdgeEngines.Tracking;
using Xunit;

namespace EdgeEngines.Tests.Tracking;

public sealed class TrackerTests
{
    private const double Frame = 1 / 30.0;

    private static readonly Gen<float> s_coordinate = Gen.Frequency(
        (20, Gen.Float[0, 640]), (1, Gen.Const(float.NaN)), (1, Gen.Const(float.PositiveInfinity)), (1, Gen.Const(-1e30f)), (1, Gen.Const(1e5f)));

    private static readonly Gen<Detection> s_hostile = Gen.Select(
        s_coordinate, s_coordinate, s_coordinate, s_coordinate, Gen.Frequency((9, Gen.Float[0, 1]), (1, Gen.Const(float.NaN))), Gen.Int[-1, 2],
        (left, top, right, bottom, score, label) => new Detection(new(left, top, right, bottom), score, label));

    [Theory]
    [InlineData(0.9f, 30, 4)] // 100 ms
    [InlineData(0.8f, 30, 5)]
    [InlineData(0.5f, 30, 14)] // just at the threshold: half a second
    [InlineData(0.9f, 5, 3)] // a slow camera's frames stand for six each
    [InlineData(0.5f, 5, 4)]
    public void Update_Sightings_ConfirmTheSoonerTheSurerTheyAre(float score, double framesPerSecond, int expected)
    {
        var tracker = new Tracker();
        var hits = 0;
        Track track;
        do
        {
            track = Single(tracker.Update([Person(100 + hits) with { Score = score }], hits / framesPerSecond));
            hits++;
        }
        while (!track.Confirmed && hits < 100);

        Assert.Equal((1, expected, 0), (track.Id, hits, track.Missed));
        Assert.Equal(Person(99 + hits).BoxInSource, track.BoxInSource);
    }

    [Fact]
    public void Update_WithoutEvidence_HitsAloneConfirm()
    {
        var tracker = new Tracker(new() { ConfirmEvidence = 0 });
        Assert.False(Single(tracker.Update([Person(100)], 0)).Confirmed);
        Assert.False(Single(tracker.Update([Person(101)], Frame)).Confirmed);
        Assert.True(Single(tracker.Update([Person(102)], 2 * Frame)).Confirmed);
    }

    [Fact]
    public void Update_NewcomerMissed_IsForgottenWhenNoEvidenceIsLeft()
    {
        var tracker = new Tracker();
        tracker.Update([Person(100)], 0); // 0.8 ÷ 0.5 − 0.7

        Assert.Equal(1, Single(tracker.Update([], Frame)).Missed); // − 0.6
        Assert.True(tracker.Update([], 2 * Frame).IsEmpty);
        Assert.Equal(2, Single(tracker.Update([Person(100)], 3 * Frame)).Id);
    }

    [Fact]
    public void Update_NewcomerThatFlickers_IsNeverBelieved()
    {
        var tracker = new Tracker();
        for (var i = 0; i < 300; i++)
        {
            foreach (ref readonly var track in tracker.Update(i % 2 == 0 ? [Person(100) with { Score = 0.55f }] : [], i * Frame))
                Assert.False(track.Confirmed);
        }
    }

    [Fact]
    public void Update_LostThenGone_IsKeptForTheConfiguredTimeWhateverTheFrameRate()
    {
        foreach (var step in new[] { 0.02, 0.1, 0.4 })
        {
            var tracker = new Tracker(new() { KeepLostSeconds = 1 });
            var time = Confirm(tracker, step);
            var kept = 0.0;
            while (!tracker.Update([], time += step).IsEmpty)
                kept += step;
            Assert.InRange(kept, 1 - step, 1 + 1e-9);
        }
    }

    [Fact]
    public void Update_MissedOnce_PredictsAlongItsMotion()
    {
        var tracker = new Tracker();
        for (var i = 0; i < 30; i++)
            tracker.Update([Person(100 + (5 * i))], i * Frame);

        var track = Single(tracker.Update([], 30 * Frame));

        Assert.Equal(1, track.Missed);
        Assert.Equal(100 + (5 * 30), track.BoxInSource.Left, 1f);
        Assert.Equal(150, track.VelocityX, 5f);
    }

    [Fact]
    public void Update_BelievedTrackUnderAnotherName_KeepsItsOwn()
    {
        var tracker = new Tracker();
        var time = Confirm(tracker, Frame);

        var track = Single(tracker.Update([Person(100) with { Class = 5 }], time + Frame));

        Assert.Equal((1, 0, 0), (track.Id, track.Class, track.Missed));
    }

    [Fact]
    public void Update_BelievedUnderTheWrongName_AnotherTrackBeginsWithinASecond()
    {
        var tracker = new Tracker();
        var time = Confirm(tracker, Frame);
        var frames = 0;
        while (!tracker.Update([Person(100) with { Class = 5 }], time += Frame).ToArray().Any(track => track is { Class: 5, Confirmed: true, Id: > 1 }))
            Assert.True(++frames < 30);
    }

    [Fact]
    public void Update_NewcomerUnderTwoNames_IsCalledWhatMostScoresSay()
    {
        var tracker = new Tracker();
        Track track = default;
        int[] names = [2, 1, 1, 2, 1, 1, 1];
        for (var i = 0; i < names.Length; i++)
            track = Single(tracker.Update([Person(100) with { Class = names[i], Score = names[i] == 1 ? 0.7f : 0.6f }], i * Frame));

        Assert.Equal((1, 1, true), (track.Id, track.Class, track.Confirmed));
    }

    [Fact]
    public void Update_OneObjectUnderTwoNamesAtOnce_IsOneTrack()
    {
        var tracker = new Tracker();
        for (var i = 0; i < 10; i++)
            Assert.Equal(0, Single(tracker.Update([Person(100), Person(103) with { Class = 5, Score = 0.6f }], i * Frame)).Class);
    }

    [Fact]
    public void Update_OtherClassElsewhere_IsAnotherTrack()
    {
        var tracker = new Tracker();
        var time = Confirm(tracker, Frame);

        var tracks = tracker.Update([Person(140) with { Class = 5 }], time + Frame); // overlap 0.2

        Assert.Equal(2, tracks.Length);
        Assert.Equal((0, 1), (tracks[0].Class, tracks[0].Missed));
        Assert.Equal((5, 0), (tracks[1].Class, tracks[1].Missed));
    }

    [Fact]
    public void Update_LowScore_ContinuesATrackButStartsNone()
    {
        var tracker = new Tracker();
        Assert.True(tracker.Update([Person(300) with { Score = 0.2f }], 0).IsEmpty);
        var time = Confirm(tracker, Frame);

        var track = Single(tracker.Update([Person(100) with { Score = 0.2f }], time + Frame));

        Assert.Equal((0, 0.2f), (track.Missed, track.Score));
    }

    [Fact]
    public void Update_LowScoreAfterAMiss_DoesNotRevive()
    {
        // The second association takes only tracks seen in the frame before: a faint box near where something was lost proves little.
        var tracker = new Tracker();
        var time = Confirm(tracker, Frame);
        tracker.Update([], time += Frame);

        Assert.Equal(2, Single(tracker.Update([Person(100) with { Score = 0.2f }], time + Frame)).Missed);
    }

    [Fact]
    public void Update_ClockRunsBackwards_KeepsTracksAndGoesOn()
    {
        var tracker = new Tracker();
        var time = 1000.0;
        foreach (var step in new[] { 0, Frame, Frame, -900, Frame, double.NaN, Frame })
        {
            var track = Single(tracker.Update([Person(100)], time += double.IsNaN(step) ? 0 : step));
            Assert.Equal(1, track.Id);
        }
        Assert.Equal(1, Single(tracker.Update([Person(100)], double.NaN)).Id);
    }

    [Fact]
    public void Update_ClockJumpsAhead_EndsAllTracks()
    {
        var tracker = new Tracker();
        var time = Confirm(tracker, Frame);

        Assert.Equal(2, Single(tracker.Update([Person(100)], time + 3600)).Id);
    }

    [Fact]
    public void Reset_IdsAreNotUsedAgain()
    {
        var tracker = new Tracker();
        tracker.Update([Person(100)], 0);
        tracker.Reset();

        Assert.Equal(2, Single(tracker.Update([Person(100)], Frame)).Id);
    }

    [Fact]
    public void Update_MoreObjectsThanAllowed_StartsNoFurther()
    {
        var tracker = new Tracker(new() { MaxTracks = 3 });

        Assert.Equal(3, tracker.Update([Person(0), Person(200), Person(400), Person(600)], 0).Length);
    }

    [Fact]
    public void Update_HostileDetections_ReportsFiniteBoxesRisingIdsAndForgetsNothingTwice() =>
        Gen.Select(s_hostile.Array[0, 12], Gen.Frequency((9, Gen.Double[0, 0.2]), (1, Gen.Double[-50, 5]), (1, Gen.Const(double.NaN)))).Array[1, 40]
            .Sample(frames =>
            {
                var tracker = new Tracker();
                var time = 0.0;
                var ended = new HashSet<long>();
                long[] before = [];
                foreach (var (found, step) in frames)
                {
                    time += double.IsNaN(step) ? 0 : step;
                    var ids = new List<long>();
                    foreach (var track in tracker.Update(found, double.IsNaN(step) ? step : time))
                    {
                        Assert.True(float.IsFinite(track.BoxInSource.Left + track.BoxInSource.Top + track.BoxInSource.Right + track.BoxInSource.Bottom));
                        Assert.True(track.BoxInSource.Width > 0 && track.BoxInSource.Height > 0);
                        Assert.True(float.IsFinite(track.VelocityX + track.VelocityY + track.Score));
                        Assert.True(ids.Count == 0 || ids[^1] < track.Id, "ids do not rise");
                        Assert.DoesNotContain(track.Id, ended);
                        ids.Add(track.Id);
                    }
                    ended.UnionWith(before.Except(ids));
                    before = [.. ids];
                }
            }, iter: 300, threads: 1);

    [Fact]
    public void Update_ThreeHundredDetections_OneTrackEach()
    {
        var tracker = new Tracker();
        ReadOnlySpan<Track> tracks = default;
        for (var frame = 0; frame < 5; frame++)
            tracks = tracker.Update(Crowd(300, frame), frame * Frame);

        Assert.Equal(300, tracks.Length);
        Assert.Equal(300, tracks[^1].Id);
        foreach (var track in tracks)
            Assert.True(track is { Confirmed: true, Missed: 0 });
    }

    [Fact]
    public void Update_SteadyState_AllocatesNothing()
    {
        var tracker = new Tracker();
        Detection[][] frames = [.. Enumerable.Range(0, 60).Select(i => Crowd(100, i))];
        // The crowd jumps back at the end of a play, which makes more tracks than one play has; by the third all has happened once.
        for (var i = 0; i < 3; i++)
            Play(2 * i);

        var start = 4;
        Assert.Equal(0, Allocations.Least(() => Play(start += 2)));

        void Play(double start)
        {
            for (var i = 0; i < frames.Length; i++)
                tracker.Update(i % 7 == 0 ? frames[i].AsSpan(40) : frames[i], start + (i * Frame)); // some missed: lost and found again
        }
    }

    [Fact]
    public void Constructor_ContradictoryOptions_ListsEveryProblem()
    {
        var error = Assert.Throws<ArgumentException>(() => new Tracker(new() { LowScore = 0.9f, HitsToConfirm = 0, KeepLostSeconds = double.NaN }));

        Assert.Contains("HighScore: 0.5 is not allowed; expected 0.9 to 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("HitsToConfirm: 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("KeepLostSeconds: NaN", error.Message, StringComparison.Ordinal);
    }

    internal static Detection[] Crowd(int count, int frame)
    {
        var found = new Detection[count];
        for (var i = 0; i < count; i++)
        {
            // A grid of boxes that overlap their neighbours and drift.
            var (x, y) = ((i % 20 * 60f) + (frame % 200), (i / 20 * 60f) + (frame % 100 / 2f));
            found[i] = new(new(x, y, x + 80, y + 80), 0.9f, 0);
        }
        return found;
    }

    private static double Confirm(Tracker tracker, double step)
    {
        for (var i = 0; i < 6; i++)
            tracker.Update([Person(100)], 10 + (i * step));
        return 10 + (5 * step);
    }

    private static Detection Person(float left) => new(new(left, 100, left + 60, 220), 0.8f, 0);

    private static Track Single(ReadOnlySpan<Track> tracks)
    {
        Assert.Equal(1, tracks.Length);
        return tracks[0];
    }
}
