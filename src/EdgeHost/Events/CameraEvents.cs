using System.Numerics;
using EdgeEngines.Frames;
using EdgeEngines.Tracking;
using EdgeHost.Memory;
using Telemetry;

namespace EdgeHost.Events;

/// <summary>
/// Turns one camera's tracks into its events and counts:
/// <code>
/// tracks ──► match with known objects ──► rest · zones · lines ──► new / update / end ──► events
///                                                            └──► counts ──────────────► &lt;label&gt;/count
/// </code>
/// Each confirmed track makes one <c>new</c> and one <c>end</c>. One thread at a time; frames in which nothing happens allocate nothing.
/// </summary>
internal sealed class CameraEvents : IDisposable
{
    private readonly CameraId _camera;
    private readonly EventsOptions _options;
    private readonly CameraPlaces _places;
    private readonly CameraTopics _topics;
    private readonly IEventPublisher _publisher;
    private readonly EventMessage _message;
    private readonly CountBoard _counts;
    private readonly ILogger _log;
    private LabelSet _labels;
    private SteadyClock _clock;

    private List<ObservedObject> _objects = []; // by rising track id
    private List<ObservedObject> _next = [];
    private readonly Stack<ObservedObject> _free = new();

    /// <param name="options">Validated before.</param>
    public CameraEvents(CameraId camera, CameraTopics topics, EventsOptions options, LabelSet labels, IEventPublisher publisher, ILogger log)
    {
        _camera = camera;
        _options = options;
        _places = new(options.Cameras.GetValueOrDefault(camera.Name) ?? new());
        _topics = topics;
        _labels = labels;
        _publisher = publisher;
        _message = new(camera);
        _counts = new(topics, publisher);
        _log = log;
    }

    /// <summary>What is told is remembered too; null: nowhere.</summary>
    public CameraMemory? Memory { get; init; }

    /// <summary>Another model: classes of tracks that start from now on are called after these labels. Who swaps models also resets the
    /// tracker, which ends the old tracks.</summary>
    public void Use(LabelSet labels) => _labels = labels;

    /// <param name="tracks">As the tracker gives them: by rising id, each until it ends.</param>
    public StepSummary Step(in FrameMoment frame, ReadOnlySpan<Track> tracks)
    {
        _clock.Advance(frame.Seconds);
        Fit(frame.Width, frame.Height);
        StepSummary summary = default;
        var known = 0;
        foreach (ref readonly var track in tracks)
        {
            while (known < _objects.Count && _objects[known].TrackId < track.Id)
                summary = End(_objects[known++], summary);
            var subject = known < _objects.Count && _objects[known].TrackId == track.Id ? _objects[known++] : TryStart(track, frame);
            if (subject is null)
                continue;
            if (!subject.IsConfirmed && subject.Label != _labels[track.Class])
                subject.Rename(_labels[track.Class], _places);
            _next.Add(subject);
            if (track.Missed == 0)
                summary = See(subject, track, frame, summary);
        }
        while (known < _objects.Count)
            summary = End(_objects[known++], summary);

        (_objects, _next) = (_next, _objects);
        _next.Clear();
        _counts.PublishChanges();
        return summary;
    }

    /// <summary>The camera ends or is removed: every object does too.</summary>
    public StepSummary EndAll()
    {
        StepSummary summary = default;
        foreach (var subject in _objects)
            summary = End(subject, summary);
        _objects.Clear();
        _counts.PublishChanges();
        return summary;
    }

    /// <summary>A picture of the latest frame is on its way: the objects in it have a snapshot from now on.</summary>
    public void SnapshotTaken(in FrameMoment frame)
    {
        foreach (var subject in _objects)
            subject.Now.HasSnapshot |= subject.Now.FrameTime == frame.FrameTime;
    }

    public void Dispose() => _message.Dispose();

    private void Fit(int width, int height)
    {
        if (!_places.Fit(width, height))
            return;
        foreach (var place in _places.OutOfSight())
            _log.PlaceOutOfSight(_camera, place, width, height);
    }

    /// <summary>Null for a label without events.</summary>
    private ObservedObject? TryStart(in Track track, in FrameMoment frame)
    {
        var label = _labels[track.Class];
        if (_options.Labels.Count > 0 && !_options.Labels.Contains(label.Text))
            return null;
        if (!_free.TryPop(out var subject))
            subject = new();
        subject.Start(track, label, _places, _clock.Seconds, frame.FrameTime);
        return subject;
    }

    private StepSummary See(ObservedObject subject, in Track track, in FrameMoment frame, StepSummary summary)
    {
        var isFirst = subject.Now.Width == 0;
        var zonesBefore = subject.Now.CurrentZones;
        var happening = subject.See(track, _places, frame, _clock.Seconds, _options.StationarySeconds);
        if (isFirst)
            subject.Told = subject.Now with { IsFalsePositive = true };
        if (!subject.IsConfirmed)
            return summary;

        summary = summary with { Seen = summary.Seen + 1 };
        if ((happening & Happening.Confirmed) != 0)
        {
            _counts.Add(subject.Label, 1);
            _counts.Add(_places.Zones, subject.Now.CurrentZones, subject.Label, 1);
            Remember(subject, subject.Now.CurrentZones, 0);
            Tell(EventKind.New, subject);
            return summary with { Started = summary.Started + 1 };
        }

        _counts.Add(_places.Zones, zonesBefore & ~subject.Now.CurrentZones, subject.Label, -1);
        _counts.Add(_places.Zones, subject.Now.CurrentZones & ~zonesBefore, subject.Label, 1);
        Remember(subject, subject.Now.CurrentZones & ~zonesBefore, frame.FrameTime);
        var isDue = _clock.Seconds - subject.ToldSeconds >= _options.UpdateSeconds;
        if ((happening & ~Happening.Changed) == 0 && !(isDue && happening == Happening.Changed))
            return summary;
        Tell(EventKind.Update, subject);
        return summary with { Updated = summary.Updated + 1 };
    }

    private StepSummary End(ObservedObject subject, StepSummary summary)
    {
        _free.Push(subject);
        if (!subject.IsConfirmed)
            return summary;
        subject.Now.EndTime = subject.Now.FrameTime; // when it was last seen, not when it was given up
        _counts.Add(subject.Label, -1);
        _counts.Add(_places.Zones, subject.Now.CurrentZones, subject.Label, -1);
        Tell(EventKind.End, subject);
        return summary with { Ended = summary.Ended + 1 };
    }

    /// <summary>Crossings since a moment and zones just entered; most often none.</summary>
    private void Remember(ObservedObject subject, ulong entered, double sinceS)
    {
        if (Memory is null)
            return;
        for (var i = subject.Crossings.Count - 1; i >= 0 && subject.Crossings[i].Time >= sinceS; i--)
        {
            var crossing = subject.Crossings[i];
            Memory.Happen(
                HappeningKind.Crossing, crossing.Line, crossing.Direction == CrossingDirection.In ? "in" : "out", subject.Label.Text, subject.TrackId, crossing.Time);
        }
        for (; entered != 0; entered &= entered - 1)
            Memory.Happen(HappeningKind.Entry, _places.Zones[BitOperations.TrailingZeroCount(entered)].Name, null, subject.Label.Text, subject.TrackId, subject.Now.FrameTime);
    }

    private void Tell(EventKind kind, ObservedObject subject)
    {
        _publisher.Publish(_topics.Events, _message.Write(kind, subject, _places.Zones), Delivery.Event);
        subject.Told = subject.Now;
        subject.ToldSeconds = _clock.Seconds;
    }
}
