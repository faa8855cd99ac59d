using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Tracking;
using EdgeHost.Asking;
using EdgeHost.Evaluating;
using EdgeHost.Events;
using EdgeHost.Scenes;
using Telemetry;

namespace EdgeHost.Frames;

/// <summary>
/// Behind the engine, one camera's frame goes on:
/// <code>
/// boxes ─► Tracker ─► detections message ─► events, counts ─► scene, memory ─► snapshot now and then
/// </code>
/// The engine's finishing thread calls it frame by frame; ending it may happen on another, hence the lock. Allocates nothing a frame.
/// </summary>
internal sealed class CameraOutlet : IFrameOutlet, IDisposable
{
    private readonly Lock _gate = new();
    private readonly OutletOptions _options;
    private readonly CameraTopics _topics;
    private readonly IEventPublisher _publisher;
    private readonly TimeProvider _time;
    private readonly DetectionsMessage _message = new();
    private readonly CameraEvents _events;
    private readonly SceneState _scene;
    private readonly SnapshotPolicy _snapshotPolicy;
    private readonly SnapshotWorker _snapshots;
    private IDetector? _engine;
    private Tracker _tracker;
    private LabelSet _labels = new([]);
    private bool _ended;
    private AskedFrame? _asked;

    public CameraOutlet(
        CameraId camera, OutletOptions options, CameraTopics topics, IEventPublisher publisher, SceneState scene, SnapshotWorker snapshots,
        TimeProvider time, ILogger log)
    {
        _options = options;
        _topics = topics;
        _publisher = publisher;
        _scene = scene;
        _snapshots = snapshots;
        _time = time;
        _tracker = new Tracker(options.Tracking);
        _events = new CameraEvents(camera, topics, options.Events, _labels, publisher, log) { Memory = options.Memory };
        _snapshotPolicy = new SnapshotPolicy(options.Events.Snapshots);
    }

    public LaneMeter Meter { get; } = new();

    /// <summary>How well what is published agrees with the world; null for a camera whose truth nobody knows.</summary>
    public TruthBoard? Truth => _options.Truth;

    /// <summary>The next frame becomes a snapshot, whatever the limits.</summary>
    public void RequestSnapshot() => _snapshotPolicy.Request();

    /// <summary>The next frame goes to a question too. One question at a time: a newer one takes the older one's place.</summary>
    public void Ask(AskedFrame asked) => Volatile.Write(ref _asked, asked);

    public bool WantsPicture(in FrameStamp stamp)
    {
        var moment = FrameMoment.Of(stamp, _time, bySourceClock: false);
        return Volatile.Read(ref _asked) is not null || _snapshotPolicy.MayWant(moment) || _options.Memory?.WantsPicture(moment) == true;
    }

    public void Accept(in FrameStamp stamp, Frame? picture, DetectionBuffer found, IDetector engine, in FrameTimings timings)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            var began = _time.GetTimestamp();
            if (!ReferenceEquals(engine, _engine))
                Use(engine);
            var moment = FrameMoment.Of(stamp, _time, _options.BySourceClock);
            var tracks = _tracker.Update(found.Items, moment.Seconds);

            var latency = _time.GetElapsedTime(stamp.CapturedTimestamp);
            _publisher.Publish(
                _topics.Detections, _message.Write(stamp.Sequence, moment.FrameTime, latency.TotalMilliseconds, tracks, _labels), Delivery.Live);
            _options.Truth?.Judge(stamp.SourceTime, tracks);
            var step = _events.Step(moment, tracks);
            _scene.Update(moment, tracks, _labels);
            if (picture is not null && Interlocked.Exchange(ref _asked, null) is { } asked)
                asked.Put(picture, tracks, engine.Model.Labels);
            // By the clock on the wall: a film played fast makes no more pictures than one played slowly.
            var onTheWall = FrameMoment.Of(stamp, _time, bySourceClock: false);
            _options.Memory?.See(moment, tracks, picture, onTheWall);
            if (picture is not null && _snapshotPolicy.Wants(onTheWall, step) && _snapshots.TryTake(picture, tracks, _topics.Snapshot))
            {
                _snapshotPolicy.Taken();
                _events.SnapshotTaken(moment);
            }
            Meter.Count(timings, _time.GetElapsedTime(began), _time.GetElapsedTime(stamp.CapturedTimestamp), found.Count);
        }
    }

    public void Lose(in FrameStamp stamp) => Meter.CountLost();

    public void End()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
            _events.EndAll();
            _options.Memory?.EndAll();
        }
    }

    public void Dispose()
    {
        End();
        _events.Dispose();
    }

    /// <summary>Another model means other labels and perhaps another scale of scores: its tracks are new ones.</summary>
    private void Use(IDetector engine)
    {
        if (_engine is not null)
            _events.EndAll();
        _engine = engine;
        _labels = new LabelSet(engine.Model.Labels);
        _tracker = new Tracker(_options.Tracking.For(engine.Model), _tracker.LastId);
        _events.Use(_labels);
        _options.Memory?.Use(_labels);
        _options.Truth?.Use(engine.Model.Labels);
    }
}
