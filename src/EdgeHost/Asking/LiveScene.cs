using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Tracking;
using EdgeHost.Cameras;
using EdgeHost.Configuration;

namespace EdgeHost.Asking;

/// <summary>Watches a source for a while with detector and tracker and stops at a frame: that one is asked about. Owns the frame.</summary>
internal sealed class LiveScene : IDisposable
{
    /// <summary>Frames: who was there a blink ago is there. Detectors pass over a thing for a frame or two.</summary>
    private const int MostMissed = 3;

    private readonly FramePool _pool;

    private LiveScene(FramePool pool, Frame frame, IReadOnlyList<SeenThing> things, PoseBoard pose) =>
        (_pool, Frame, Things, Pose) = (pool, frame, things, pose);

    public Frame Frame { get; }

    /// <summary>Surest first; no more than a plan can hold.</summary>
    public IReadOnlyList<SeenThing> Things { get; }

    public PoseBoard Pose { get; }

    /// <exception cref="CameraException">The source cannot be read, or there is no frame in it.</exception>
    public static LiveScene Watch(EdgeSettings settings, CameraUri uri, IDetector detector, int frames, TimeProvider time, CancellationToken cancellationToken)
    {
        var pose = new PoseBoard();
        var pool = new FramePool(3);
        try
        {
            using var pass = detector.CreatePass();
            using var camera = new CameraSources(settings.Ffmpeg).Open(new CameraOpening(new CameraId("asked"), uri, new CameraCounters(), time) { Pose = pose });
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
                Read(tracker.Update(found.Items, frame.SourceTime.TotalSeconds), detector.Model.Labels, things);
            }
            cancellationToken.ThrowIfCancellationRequested();
            return last is null ? throw new CameraException($"{uri}: there was no frame in it") : new LiveScene(pool, last, things, pose);
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

    private static void Read(ReadOnlySpan<Track> tracks, IReadOnlyList<string> labels, List<SeenThing> things)
    {
        things.Clear();
        foreach (ref readonly var track in tracks)
        {
            if (track is { Confirmed: true, Missed: <= MostMissed })
                things.Add(new SeenThing(track.BoxInSource, labels[track.Class], track.Score, track.VelocityX, track.FootVelocityY, track.Hits));
        }
        things.Sort((one, other) => other.Score.CompareTo(one.Score));
        if (things.Count > EdgePlanner.Values.ThingSet.Capacity)
            things.RemoveRange(EdgePlanner.Values.ThingSet.Capacity, things.Count - EdgePlanner.Values.ThingSet.Capacity);
    }
}
