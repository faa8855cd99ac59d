using EdgeEngines.Frames;
using EdgeEngines.Tracking;
using EdgeHost.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Tests.Events;

/// <summary>One camera's events at 10 frames a second, 640×360, fed with tracks by hand.</summary>
internal sealed class Rig
{
    public const double Epoch = 1_700_000_000;
    private readonly Dictionary<long, int> _hits = [];
    private int _frame;

    public Rig(EventsOptions? options = null, params string[] labels)
    {
        Labels = new(labels.Length > 0 ? labels : ["person", "car"]);
        Events = new(new("front"), new("edge/dev", new CameraId("front")), options ?? new(), Labels, Outbox, NullLogger.Instance);
    }

    public Outbox Outbox { get; } = new();

    public LabelSet Labels { get; }

    public CameraEvents Events { get; }

    public FrameMoment Moment => new(_frame / 10.0, Epoch + (_frame / 10.0), 640, 360);

    public static EventsOptions With(CameraEventsOptions places) => new() { Cameras = { ["front"] = places } };

    public StepSummary Step(params Track[] tracks)
    {
        _frame++;
        return Events.Step(Moment, tracks);
    }

    /// <summary>A 40×80 box whose foot (bottom centre) is at the point.</summary>
    public Track Foot(long id, float x, float y, int @class = 0, float score = 0.8f)
    {
        _hits[id] = _hits.GetValueOrDefault(id) + 1;
        return new(id, new(x - 20, y - 80, x + 20, y), score, @class, 0, 0, _hits[id], 0) { Confirmed = _hits[id] >= 3 };
    }

    public Track Missed(long id, float x, float y) => Foot(id, x, y) with { Missed = 1, Confirmed = true };
}
