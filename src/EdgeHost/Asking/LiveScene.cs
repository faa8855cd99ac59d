using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Tracking;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Evaluating;
using EdgeWorld.Scenes;

namespace EdgeHost.Asking;

/// <summary>Watches a source for a while with detector and tracker and stops at a frame: that one is asked about. Owns the frame.</summary>
internal sealed class LiveScene : IDisposable
{
    private readonly FramePool _pool;

    private LiveScene(FramePool pool, Frame frame, List<SeenThing> things, PoseBoard pose, SceneGraph? truth) =>
        (_pool, Frame, Things, Pose, Truth) = (pool, frame, things, pose, truth);

    public Frame Frame { get; }

    /// <summary>Surest first; no more than a plan can hold.</summary>
    public List<SeenThing> Things { get; }

    public PoseBoard Pose { get; }

    /// <summary>All that there was, of a simulated camera; null where nobody knows.</summary>
    public SceneGraph? Truth { get; }

    /// <exception cref="CameraException">The source cannot be read, or there is no frame in it.</exception>
    public static LiveScene Watch(EdgeSettings settings, CameraUri uri, IDetector detector, int frames, TimeProvider time, CancellationToken cancellationToken)
    {
        var (pose, truth) = (new PoseBoard(), uri.World is null ? null : new TruthBoard());
        var pool = new FramePool(3);
        try
        {
            using var pass = detector.CreatePass();
            using var camera = new CameraSources(settings.Ffmpeg).Open(new CameraOpening(new CameraId("asked"), uri, new CameraCounters(), time) { Pose = pose, Truth = truth });
            using var stop = cancellationToken.Register(camera.Abort);
            var tracker = new Tracker(settings.Tracking.For(detector.Model));
            var found = new DetectionBuffer();
            Frame? last = null;
            List<SeenThing> things = [];
            for (var count = 0; count < frames && camera.Read(pool, cancellationToken) is { } frame; count++)
            {
                last?.Release();
                last = frame;
                pass.Prepare(0, frame);
                pass.Run(1);
                pass.Read(0, found);
                SeenThing.Read(tracker.Update(found.Items, frame.SourceTime.TotalSeconds), detector.Model.Labels, things);
            }
            cancellationToken.ThrowIfCancellationRequested();
            return last is null ? throw new CameraException($"{uri}: there was no frame in it") : new LiveScene(pool, last, things, pose, truth?.Find(last.SourceTime));
        }
        catch
        {
            pool.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Frame.Release();
        _pool.Dispose();
    }
}
