using EdgeEngines.Detecting;
using EdgeEngines.Tests;
using EdgeEngines.Tracking;
using EdgeHost.Asking;
using EdgeHost.Events;
using EdgeHost.Memory;
using EdgeHost.Tests.Events;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeHost.Tests.Memory;

/// <summary>What of a camera's tracks is noted, and how often.</summary>
public sealed class CameraMemoryTests
{
    private const double Epoch = 1_700_000_000;
    private readonly MemoryQueue _queue = new(4096);
    private readonly LabelSet _labels = new(["keys", "bench", "door"]);
    private readonly PoseBoard _pose = new();
    private readonly CameraMemory _memory;

    public CameraMemoryTests()
    {
        _memory = new CameraMemory(_queue, null, Notes.Hall, everySeconds: 10, _pose);
        _memory.Use(_labels);
    }

    [Fact]
    public void See_AThingThatStays_IsNotedWhenItComesEveryTenSecondsAndWhenItWasLastSeen()
    {
        for (var frame = 0; frame <= 200; frame++)
            See(frame / 8.0, Thing(1, 0, new Box(10, 10, 20, 20)));
        See(25.125, Thing(1, 0, new Box(10, 10, 20, 20)) with { Missed = 1 });
        See(27.2);
        var notes = Taken().Where(note => note.Kind is NoteKind.Seen or NoteKind.Ended).ToList();
        Assert.Equal([0, 10, 20, 25.0], notes.Select(note => Math.Round(note.AtS - Epoch, 3)));
        Assert.Equal([NoteKind.Seen, NoteKind.Seen, NoteKind.Seen, NoteKind.Ended], notes.Select(note => note.Kind));
        Assert.All(notes, note => Assert.Equal(("keys", Epoch), (note.Label, note.FirstAtS)));
    }

    [Fact]
    public void See_UnconfirmedOrOutOfSight_IsNotNoted()
    {
        See(0, Thing(1, 0, new Box(10, 10, 20, 20)) with { Confirmed = false }, Thing(2, 0, new Box(10, 10, 20, 20)) with { Missed = 3 });
        See(1);
        Assert.DoesNotContain(Taken(), note => note.Kind != NoteKind.Watching);
    }

    [Fact]
    public void See_NothingAtAll_IsStillNotedAsWatched()
    {
        for (var frame = 0; frame < 160; frame++)
            See(frame / 8.0);
        Assert.Equal([0, 5, 10, 15], Taken().Select(note => Math.Round(note.AtS - Epoch, 3)));
    }

    [Theory]
    [InlineData(110, 150, 120, 158, "on", "bench")] // its foot within the bench's box
    [InlineData(110, 190, 120, 205, "near", "bench")] // lower than the bench ends: before it
    [InlineData(210, 150, 220, 160, "near", "bench")] // beside it, a few pixels
    [InlineData(500, 150, 510, 160, null, null)]
    public void See_BesideABench_KnowsOnFromNear(float left, float top, float right, float bottom, string? relation, string? landmark)
    {
        See(0, Thing(1, 0, new Box(left, top, right, bottom)), Thing(2, 1, new Box(100, 120, 200, 180)));
        var note = Taken().Single(note => note.Kind == NoteKind.Seen && note.TrackId == 1);
        Assert.Equal((relation, landmark), (note.Where.Relation, note.Where.Landmark));
    }

    /// <summary>Level camera 2 m above ground: 100 px below the middle at 1000 px focal length is 20 m away.</summary>
    [Fact]
    public void See_WithGeometry_KnowsMetresOfWhatStandsOnTheGround()
    {
        _pose.Put(new CameraPose(1000, 2, 0), 0);
        See(0, Thing(1, 0, new Box(310, 200, 330, 280)), Thing(2, 1, new Box(300, 220, 350, 300)));
        var notes = Taken().Where(note => note.Kind == NoteKind.Seen).ToDictionary(note => note.TrackId);
        Assert.Null(notes[1].Ground); // on the bench
        Assert.Equal(2 / (120.0 / 1000), notes[2].Ground!.Value.AheadM, 6);
    }

    [Fact]
    public void See_ManyFramesOfManyThings_AllocatesNothing()
    {
        var tracks = Enumerable.Range(0, 50).Select(i => Thing(i, i % 3, new Box(i * 10, 10, (i * 10) + 8, 30))).ToArray();
        var frame = 0;
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var i = 0; i < 300; i++, frame++)
                _memory.See(Moment(frame / 10.0), tracks, null, Moment(frame / 10.0));
        }));
    }

    /// <summary>The crossing that the event tells is the crossing that is remembered.</summary>
    [Fact]
    public void Events_ALineCrossedAndAZoneEntered_AreNoted()
    {
        var options = Rig.With(new CameraEventsOptions
        {
            Lines = [new LineOptions { Name = "gate", Points = "320,0 320,360" }],
            Zones = [new ZoneOptions { Name = "bay", Points = "400,0 640,0 640,360 400,360" }],
        });
        using var events = new CameraEvents(new("front"), new("edge/dev", new("front")), options, new(["person"]), new Outbox(), NullLogger.Instance) { Memory = _memory };
        for (var frame = 0; frame < 60; frame++)
        {
            var x = 100 + (frame * 7f);
            events.Step(Moment(frame / 10.0), [new Track(1, new Box(x - 20, 100, x + 20, 200), 0.9f, 0, 0, 0, frame + 1, 0) { Confirmed = frame >= 2 }]);
        }
        var happened = Taken().Where(note => note.Kind == NoteKind.Happened).Select(note => (note.Happening, note.Place, note.Label)).ToList();
        Assert.Equal([(HappeningKind.Crossing, "gate", "person"), (HappeningKind.Entry, "bay", "person")], happened);
    }

    private void See(double seconds, params Track[] tracks) => _memory.See(Moment(seconds), tracks, null, Moment(seconds));

    private static FrameMoment Moment(double seconds) => new(seconds, Epoch + seconds, 640, 360);

    private static Track Thing(long id, int @class, Box box) => new(id, box, 0.9f, @class, 0, 0, 10, 0) { Confirmed = true };

    private List<MemoryNote> Taken()
    {
        _queue.Close();
        var batch = new MemoryNote[4096];
        return [.. batch.Take(_queue.Take(batch, TimeSpan.Zero))];
    }
}
