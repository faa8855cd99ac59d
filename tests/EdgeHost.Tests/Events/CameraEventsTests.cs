using System.Text.Json;
using CsCheck;
using EdgeEngines.Detecting;
using EdgeEngines.Tests;
using EdgeEngines.Tracking;
using EdgeHost.Events;
using Telemetry;
using Xunit;

namespace EdgeHost.Tests.Events;

public sealed class CameraEventsTests
{
    private static readonly string[] s_fields =
    [
        "id", "track_id", "camera", "frame_time", "label", "sub_label", "top_score", "false_positive", "start_time", "end_time", "score", "box",
        "area", "ratio", "region", "current_zones", "entered_zones", "has_snapshot", "has_clip", "active", "stationary", "motionless_count",
        "position_changes", "dwell_s", "crossed_lines",
    ];

    [Fact]
    public void Step_TrackLivesAndEnds_NewAtConfirmationAndEndWhenLastSeen()
    {
        var rig = new Rig();
        rig.Step(rig.Foot(7, 100, 200, score: 0.6f));
        rig.Step(rig.Foot(7, 101, 200, score: 0.9f));
        Assert.Empty(rig.Outbox.Messages);
        rig.Step(rig.Foot(7, 102, 200, score: 0.7f));
        rig.Step(rig.Missed(7, 103, 200));
        rig.Step();

        Assert.Equal(["new", "end"], rig.Outbox.Types);
        var (started, ended) = (rig.Outbox.Events[0], rig.Outbox.Events[1].GetProperty("after"));
        foreach (var side in new[] { started.GetProperty("before"), started.GetProperty("after"), ended })
            Assert.Equal(s_fields, side.EnumerateObject().Select(field => field.Name));

        Assert.True(started.GetProperty("before").GetProperty("false_positive").GetBoolean());
        Assert.Equal(0.6, started.GetProperty("before").GetProperty("score").GetDouble());
        Assert.False(started.GetProperty("after").GetProperty("false_positive").GetBoolean());
        Assert.Equal(Rig.Epoch + 0.1, ended.GetProperty("start_time").GetDouble(), 6);
        Assert.Equal(Rig.Epoch + 0.3, ended.GetProperty("end_time").GetDouble(), 6);
        Assert.Equal(0.2, ended.GetProperty("dwell_s").GetDouble(), 6);
        Assert.Equal((0.7, 0.9), (ended.GetProperty("score").GetDouble(), ended.GetProperty("top_score").GetDouble()));
        Assert.Equal($"{Rig.Epoch + 0.1:F6}-7", ended.GetProperty("id").GetString());
        Assert.Equal([82, 120, 122, 200], ended.GetProperty("box").EnumerateArray().Select(x => x.GetInt32()));
        Assert.Equal((3200, 0.5), (ended.GetProperty("area").GetInt32(), ended.GetProperty("ratio").GetDouble()));
        Assert.Equal([0, 0, 640, 360], ended.GetProperty("region").EnumerateArray().Select(x => x.GetInt32()));
        Assert.Equal(("front", "person"), (ended.GetProperty("camera").GetString(), ended.GetProperty("label").GetString()));
        Assert.Equal(JsonValueKind.Null, ended.GetProperty("sub_label").ValueKind);
        Assert.All(rig.Outbox.Messages.Where(m => m.Topic == "edge/dev/front/events"), m => Assert.Equal(Delivery.Event, m.Delivery));
    }

    [Fact]
    public void Step_NeverConfirmed_SaysNothing()
    {
        var rig = new Rig();
        rig.Step(rig.Foot(1, 100, 200));
        rig.Step(rig.Foot(1, 100, 200));
        rig.Step();

        Assert.Empty(rig.Outbox.Messages);
    }

    [Fact]
    public void Step_ThroughAZone_UpdatesOnEnteringAndLeavingOnce()
    {
        var rig = new Rig(Rig.With(new() { Zones = [Zone("door", "200,0 400,0 400,360 200,360")] }));
        for (var x = 150f; x <= 450; x += 5)
            rig.Step(rig.Foot(1, x, 300));

        var updates = rig.Outbox.Events.Where(e => e.GetProperty("type").GetString() == "update").ToList();
        var zones = updates.Select(e => Names(e, "after", "current_zones")).ToList();
        Assert.Equal(["door", ""], zones.Where((z, i) => i == 0 || z != zones[i - 1]));
        Assert.Equal("", Names(updates[0], "before", "entered_zones"));
        Assert.Equal("door", Names(updates[^1], "after", "entered_zones"));
        Assert.Equal(["1", "0"], rig.Outbox.Of("edge/dev/front/door/person/count"));
    }

    [Fact]
    public void Step_TremblingOnTheEdgeOfAZone_EntersOnce()
    {
        var rig = new Rig(Rig.With(new() { Zones = [Zone("door", "200,0 400,0 400,360 200,360")] }));
        for (var i = 0; i < 40; i++)
            rig.Step(rig.Foot(1, 200 + (i % 2 == 0 ? -2.5f : 2.5f), 300));

        Assert.Equal(["new"], rig.Outbox.Types);
        Assert.Equal(["1"], rig.Outbox.Of("edge/dev/front/door/person/count"));
    }

    [Fact]
    public void Step_ZonesInOrderOfEntering_OverlappingOnesToo()
    {
        // Configured in the other order than they are walked through; relative coordinates.
        var rig = new Rig(Rig.With(new() { Zones = [Zone("far", "0.5,0 1,0 1,1 0.5,1"), Zone("near", "0,0 0.6,0 0.6,1 0,1")] }));
        for (var x = 20f; x < 620; x += 10)
            rig.Step(rig.Foot(1, x, 300));
        rig.Step();

        Assert.Equal("near far", Names(rig.Outbox.Events[^1], "after", "entered_zones"));
        Assert.Equal("far", Names(rig.Outbox.Events[^1], "after", "current_zones"));
    }

    [Fact]
    public void Step_ZoneForOtherLabels_TakesNoNotice()
    {
        var rig = new Rig(Rig.With(new() { Zones = [Zone("road", "0,0 1,0 1,1 0,1", "car")] }));
        for (var i = 0; i < 3; i++)
            rig.Step(rig.Foot(1, 100, 200), rig.Foot(2, 300, 200, @class: 1));

        Assert.Equal(["", "road"], rig.Outbox.Events.Select(e => Names(e, "after", "current_zones")));
    }

    [Fact]
    public void Step_MovesAllTheTime_UpdatesAtTheConfiguredRate()
    {
        var rig = new Rig(new() { UpdateSeconds = 2 });
        for (var i = 0; i < 100; i++) // 10 s
            rig.Step(rig.Foot(1, 20 + (6 * i), 300));

        Assert.InRange(rig.Outbox.Types.Count(type => type == "update"), 4, 5);
    }

    [Fact]
    public void Step_ComesToRestAndMovesOn_UpdatesAtOnce()
    {
        var rig = new Rig(new() { StationarySeconds = 3 });
        for (var i = 0; i < 40; i++)
            rig.Step(rig.Foot(1, 100 + (i % 2), 300));
        Assert.Equal(["new", "update"], rig.Outbox.Types);
        var rest = rig.Outbox.Events[1].GetProperty("after");
        Assert.True(rest.GetProperty("stationary").GetBoolean());
        Assert.False(rest.GetProperty("active").GetBoolean());
        Assert.Equal(31, rest.GetProperty("motionless_count").GetInt32()); // 3 s at 10 frames/s, the first included

        rig.Step(rig.Foot(1, 160, 300));

        var moved = rig.Outbox.Events[^1].GetProperty("after");
        Assert.Equal(("update", 1, 0), (rig.Outbox.Types[^1], moved.GetProperty("position_changes").GetInt32(), moved.GetProperty("motionless_count").GetInt32()));
        Assert.True(moved.GetProperty("active").GetBoolean());
    }

    [Fact]
    public void Step_ObjectsComeAndGo_CountsChangeOnlyWhenTheNumberDoes()
    {
        var rig = new Rig();
        for (var i = 0; i < 5; i++)
            rig.Step(rig.Foot(1, 100, 200), rig.Foot(2, 200, 200), rig.Foot(3, 300, 200, @class: 1));
        rig.Step(rig.Foot(2, 200, 200));
        rig.Events.EndAll();

        Assert.Equal(["2", "1", "0"], rig.Outbox.Of("edge/dev/front/person/count"));
        Assert.Equal(["1", "0"], rig.Outbox.Of("edge/dev/front/car/count"));
        Assert.All(rig.Outbox.Messages.Where(m => m.Topic.EndsWith("count", StringComparison.Ordinal)), m => Assert.Equal(Delivery.State, m.Delivery));
        Assert.Equal(3, rig.Outbox.Types.Count(type => type == "end"));
    }

    [Fact]
    public void Step_OnlySomeLabelsWanted_OthersSayNothing()
    {
        var rig = new Rig(new() { Labels = ["car"] });
        for (var i = 0; i < 3; i++)
            rig.Step(rig.Foot(1, 100, 200), rig.Foot(2, 300, 200, @class: 1));

        Assert.Equal("car", Assert.Single(rig.Outbox.Events).GetProperty("after").GetProperty("label").GetString());
        Assert.Empty(rig.Outbox.Of("edge/dev/front/person/count"));
    }

    [Fact]
    public void Step_LabelsThatHurt_EscapedInJsonAndInTopics()
    {
        var rig = new Rig(null, "a/b", "a_b", "say \"hi\"\n", "#+", "Füße 人", "\ud800half");
        for (var i = 0; i < 3; i++)
            rig.Step([.. Enumerable.Range(0, 7).Select(c => rig.Foot(c + 1, 50 + (80 * c), 200, c))]);

        Assert.Equal(
            ["a/b", "a_b", "say \"hi\"\n", "#+", "Füße 人", "\ufffdhalf", "unknown"],
            rig.Outbox.Events.Select(e => e.GetProperty("after").GetProperty("label").GetString()));
        Assert.Equal(
            ["a_b", "a_b_1", "say \"hi\"_", "__", "Füße 人", "_half", "unknown"],
            rig.Outbox.Messages.Where(m => m.Topic.EndsWith("/count", StringComparison.Ordinal)).Select(m => m.Topic.Split('/')[3]));
    }

    [Fact]
    public void Step_OtherModel_NewTracksHaveTheNewLabels()
    {
        var rig = new Rig();
        for (var i = 0; i < 3; i++)
            rig.Step(rig.Foot(1, 100, 200));
        rig.Events.Use(new(["cat"]));
        for (var i = 0; i < 3; i++)
            rig.Step(rig.Foot(2, 100, 200));

        Assert.Equal(["person", "person", "cat"], rig.Outbox.Events.Select(e => e.GetProperty("after").GetProperty("label").GetString()));
    }

    [Fact]
    public void Step_PictureChangesSize_RelativePlacesMoveWithIt()
    {
        var rig = new Rig(Rig.With(new() { Zones = [Zone("right", "0.5,0 1,0 1,1 0.5,1")] }));
        for (var i = 0; i < 3; i++)
            rig.Step(rig.Foot(1, 400, 300));
        rig.Events.Step(rig.Moment with { Seconds = 9, Width = 1280, Height = 720 }, [rig.Foot(1, 400, 300)]);

        Assert.Equal(["right", ""], rig.Outbox.Events.Select(e => Names(e, "after", "current_zones")));
    }

    [Fact]
    public void Step_UtcJumpsBack_DwellIsMeasuredOnTheMonotonicClock()
    {
        var rig = new Rig();
        for (var i = 0; i < 3; i++)
            rig.Events.Step(new(100 + i, Rig.Epoch - (1000 * i), 640, 360), [rig.Foot(1, 100, 200)]);
        rig.Events.EndAll();

        Assert.Equal(2, rig.Outbox.Events[^1].GetProperty("after").GetProperty("dwell_s").GetDouble(), 6);
    }

    [Fact]
    public void SnapshotTaken_MarksWhoeverIsInThePicture()
    {
        var rig = new Rig();
        for (var i = 0; i < 3; i++)
            rig.Step(rig.Foot(1, 100, 200), rig.Foot(2, 300, 200));
        rig.Step(rig.Missed(1, 100, 200), rig.Foot(2, 300, 200));
        rig.Events.SnapshotTaken(rig.Moment);
        rig.Events.EndAll();

        Assert.Equal([false, true], rig.Outbox.Events.TakeLast(2).Select(e => e.GetProperty("after").GetProperty("has_snapshot").GetBoolean()));
    }

    [Fact]
    public void Step_AnyTracksFromARealTracker_OneNewThenUpdatesThenOneEndEach()
    {
        var detection = Gen.Select(Gen.Int[0, 5], Gen.Float[-8, 8], Gen.Float[-8, 8], Gen.Float[0.05f, 1], Gen.Int[0, 1],
            (slot, dx, dy, score, label) => new Detection(new((slot * 100) + dx, 100 + dy, (slot * 100) + 60 + dx, 220 + dy), score, label));
        var places = new CameraEventsOptions
        {
            Zones = [Zone("a", "0,0 0.5,0 0.5,1 0,1"), Zone("b", "30,210 640,210 640,230 30,230")],
            Lines = [new() { Name = "l", Points = "0,220 640,220" }],
        };
        Gen.Select(detection.Array[0, 8], Gen.Double[0, 0.4]).Array[1, 60].Sample(frames =>
        {
            var rig = new Rig(Rig.With(places));
            var tracker = new Tracker(new() { KeepLostSeconds = 0.5 });
            var confirmed = new HashSet<long>();
            var time = 0.0;
            foreach (var (found, step) in frames)
            {
                var tracks = tracker.Update(found, time += step);
                foreach (var track in tracks)
                {
                    if (track.Confirmed)
                        confirmed.Add(track.Id);
                }
                rig.Events.Step(new(time, Rig.Epoch + time, 640, 360), tracks);
            }
            rig.Events.EndAll();

            var stories = rig.Outbox.Events.GroupBy(e => e.GetProperty("after").GetProperty("track_id").GetInt64()).ToList();
            Assert.Equal(confirmed.Order(), stories.Select(s => s.Key).Order());
            foreach (var story in stories)
            {
                var types = story.Select(e => e.GetProperty("type").GetString()).ToList();
                Assert.Equal(("new", "end"), (types[0], types[^1]));
                Assert.All(types[1..^1], type => Assert.Equal("update", type));
                foreach (var (told, next) in story.Zip(story.Skip(1))) // each message starts from where the one before ended
                    Assert.Equal(told.GetProperty("after").GetRawText(), next.GetProperty("before").GetRawText());
            }
            foreach (var topic in rig.Outbox.Messages.Where(m => m.Topic.EndsWith("count", StringComparison.Ordinal)).GroupBy(m => m.Topic))
                Assert.Equal("0", topic.Last().Payload);
        }, iter: 150, threads: 1);
    }

    [Fact]
    public void Step_SteadyState_AllocatesNothing()
    {
        var rig = new Rig(Rig.With(new()
        {
            Zones = [Zone("a", "0,0 0.5,0 0.5,1 0,1")],
            Lines = [new() { Name = "l", Points = "0.5,0 0.5,1" }],
        }));
        var frames = new Track[100][];
        for (var i = 0; i < frames.Length; i++)
        {
            var x = 200 + (240f * Math.Abs(i - 50) / 50); // there and back, over the line and out of the zone: updates as well
            frames[i] = [rig.Foot(1, x, 300), rig.Foot(2, 100, 200), rig.Foot(3, x, 100, @class: 1)];
        }
        rig.Outbox.KeepsNothing = true;
        var round = 0;
        for (; round < 40; round++) // until the longest message there can be: 64 crossings
            Play(round * 10);

        Assert.Equal(0, Allocations.Least(() => Play(10 * round++)));

        void Play(double start)
        {
            for (var i = 0; i < frames.Length; i++)
                rig.Events.Step(new(start + (i / 10.0), Rig.Epoch + start + (i / 10.0), 640, 360), frames[i]);
        }
    }

    private static ZoneOptions Zone(string name, string points, params string[] labels) => new() { Name = name, Points = points, Labels = [.. labels] };

    private static string Names(JsonElement message, string side, string list) =>
        string.Join(' ', message.GetProperty(side).GetProperty(list).EnumerateArray().Select(name => name.GetString()));
}
