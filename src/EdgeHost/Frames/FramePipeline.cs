using System.Collections.Concurrent;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors;
using EdgeHost.Asking;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Evaluating;
using EdgeHost.Events;
using EdgeHost.Memory;
using EdgeHost.Scenes;
using Telemetry;

namespace EdgeHost.Frames;

/// <summary>
/// The frame's way, every step in order:
/// <code>
///  1  ICameraSource    a picture arrives: a child process, a socket, a folder, the simulator        Cameras/
///  2  CameraWorker     its thread: stamps, paces, restarts                                          Cameras/CameraWorker.cs
///  3  CameraLane       waits its turn; live cameras drop the oldest and count it                    Frames/FrameIntake.cs
///  4  Prepare          pixels to tensor in one pass                                                 EdgeEngines/Tensors
///  5  Run              the engine, several frames in flight                                         Frames/EngineLine.cs, EdgeEngines/Onnx
///  6  Read             tensors to boxes, in the camera's order again                                EdgeEngines/Detecting
///  7  Tracker          boxes to tracks                                                              EdgeEngines/Tracking
///  8  CameraEvents     tracks to events and counts; SceneState keeps the latest for questions,
///                       the memory the rest                                                        Events/, Scenes/, Memory/
///  9  IEventPublisher  a bounded queue, for events the spool's; from there the sender has it        Telemetry/
/// </code>
/// Steps 3 to 8 are one <see cref="EngineLine"/> a model and one <see cref="CameraOutlet"/> a camera. Cameras come, go and change
/// while it runs.
/// </summary>
internal sealed class FramePipeline : IAsyncDisposable
{
    private readonly EdgeSettings _settings;
    private readonly EngineSet _engines;
    private readonly IEventPublisher _publisher;
    private readonly TopicRoot _topics;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly MemoryKeeper? _memory;
    private readonly CameraSources _sources;
    private readonly CameraSet _cameras;
    private readonly SnapshotWorker _snapshots;
    private readonly ConcurrentDictionary<CameraId, CameraPost> _posts = new();
    private readonly ConcurrentDictionary<EngineLine, Task> _loading = new();
    private readonly TaskCompletionSource _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FramePipeline(EdgeSettings settings, EngineSet engines, IEventPublisher publisher, TopicRoot topics, TimeProvider time, ILoggerFactory loggers)
    {
        _memory = MemoryKeeper.Start(settings, engines.Encoders, time, loggers.CreateLogger<MemoryKeeper>());
        _settings = settings;
        _engines = engines;
        _publisher = publisher;
        _topics = topics;
        _time = time;
        _log = loggers.CreateLogger<FramePipeline>();
        _sources = new CameraSources(settings.Ffmpeg);
        _snapshots = new SnapshotWorker(publisher, _log);
        _cameras = new CameraSet(Open, Post, OnStatus, time, loggers.CreateLogger<CameraSet>());
    }

    /// <summary>A camera changed its state, or an engine its model; raised on the thread that did it, which must not be kept.</summary>
    public event Action? Changed;

    public SceneBoard Scenes { get; } = new();

    /// <summary>Completes when every camera has come to its end (files and folders) or given up, and its last frame is out.</summary>
    public Task AllEnded => _allEnded.Task;

    /// <summary>Null where memory is off.</summary>
    public MemoryCounts? Memory => _memory?.Counts;

    public IEnumerable<CameraPost> Posts => _posts.Values.OrderBy(p => p.Id.Name, StringComparer.Ordinal);

    public IReadOnlyList<EngineLine> Lines => _engines.Lines;

    public CameraPost? Find(string camera) => _posts.GetValueOrDefault(new CameraId(camera));

    /// <summary>Starts the cameras, or none of them: then everything that is wrong is returned.</summary>
    public IReadOnlyList<string> Add(params IReadOnlyList<CameraOptions> cameras)
    {
        List<string> problems = [];
        foreach (var camera in cameras)
        {
            try
            {
                _engines.Open(_settings.Models.For(camera.Model, camera.Uri));
            }
            catch (ModelException e)
            {
                problems.Add($"camera '{camera.Id}': {e.Message}");
            }
        }
        var refused = problems.Count > 0 ? problems : _cameras.Add(cameras);
        if (refused.Count > 0 && CloseUnused())
            Changed?.Invoke(); // another camera may have told of an engine that nobody uses after all
        foreach (var line in _engines.Lines)
            _ = _loading.GetOrAdd(line, TellWhenLoadedAsync);
        return refused;
    }

    /// <summary>Its frames on their way come out first. False where there is no such camera.</summary>
    public async Task<bool> RemoveAsync(string camera)
    {
        if (!await _cameras.RemoveAsync(camera) || !_posts.TryRemove(new CameraId(camera), out var post))
            return false;
        Leave(post);
        Scenes.Remove(post.Id);
        CloseUnused();
        Changed?.Invoke();
        return true;
    }

    /// <summary>Says that a line has another model.</summary>
    public void EngineChanged(EngineLine line)
    {
        FramesLog.EngineIs(_log, line.Name, line.Detector!.Model.Name, string.Join(", ", line.Detector.Report.Got));
        Changed?.Invoke();
    }

    private async Task TellWhenLoadedAsync(EngineLine line)
    {
        try
        {
            await line.Loaded;
            EngineChanged(line);
        }
        catch (Exception e)
        {
            FramesLog.LoadFailed(_log, line.Name, e.Message);
            Changed?.Invoke();
        }
    }

    private bool CloseUnused()
    {
        var closed = false;
        foreach (var line in _engines.Lines)
        {
            if (!_posts.Values.All(post => post.Line != line))
                continue;
            _loading.TryRemove(line, out _);
            _engines.Close(line);
            closed = true;
        }
        return closed;
    }

    public bool Pause(string camera) => _cameras.Pause(camera);

    public bool Resume(string camera) => _cameras.Resume(camera);

    /// <summary>A picture need not be decoded larger than its engine looks at it.</summary>
    private ICameraSource Open(CameraOpening opening) => _sources.Open(_posts.TryGetValue(opening.Camera, out var post)
        ? opening with { SmallestFrame = source => FrameToTensor.SmallestFrame(_engines.InputOf(post.Line), source), Truth = post.Outlet.Truth, Pose = post.Pose }
        : opening);

    /// <summary>Steps 1 to 2 are the camera's own; this makes its place for steps 3 to 9.</summary>
    private CameraLane Post(CameraSettings camera)
    {
        var line = _engines.Open(_settings.Models.For(camera.Model, camera.Uri.ToString()));
        var drops = camera.Uri.IsLive || !camera.AsFastAsPossible;
        var pose = new PoseBoard();
        var outlet = new CameraOutlet(
            camera.Id,
            new OutletOptions(_settings.Tracking, _settings.Events, BySourceClock: !drops, camera.Uri.World is null ? null : new TruthBoard(), _memory?.For(camera, pose)),
            new CameraTopics(_topics.ToString(), camera.Id),
            _publisher,
            Scenes.For(camera.Id),
            _snapshots,
            _time,
            _log);
        var lane = line.Join(camera.Id, drops, outlet);
        _posts[camera.Id] = new CameraPost(camera.Id, line, lane, outlet, pose, () => _cameras.Find(camera.Id.Name));
        return lane;
    }

    private void OnStatus(CameraStatus status)
    {
        Changed?.Invoke();
        if (status.State is not (CameraState.Ended or CameraState.Failed or CameraState.Stopped) || !_posts.TryGetValue(status.Camera, out var post))
            return;
        Leave(post);
        if (_posts.Values.All(p => p.HasLeft))
            _allEnded.TrySetResult();
    }

    private void Leave(CameraPost post)
    {
        if (post.TryLeave())
            post.Line.Leave(post.Lane, _settings.Frames.Drain);
    }

    public async ValueTask DisposeAsync()
    {
        await _cameras.DisposeAsync();
        foreach (var post in _posts.Values)
            Leave(post);
        _snapshots.Dispose();
        foreach (var post in _posts.Values)
            post.Outlet.Dispose();
        _memory?.Dispose(); // what the cameras still saw is noted by now
    }
}
