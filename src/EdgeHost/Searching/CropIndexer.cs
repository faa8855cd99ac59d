using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeEngines.Frames;
using EdgeEngines.Tracking;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Memory;

namespace EdgeHost.Searching;

/// <summary>A source through detector and tracker into a gallery: one crop a track. One thread, every frame in turn.</summary>
internal sealed class CropIndexer(EdgeSettings settings, IDetector detector, IImageEncoder images, Gallery gallery, TimeProvider time)
{
    /// <summary>Stops at the source's end, after so many frames, or when cancelled; what was seen until then is stored.</summary>
    /// <exception cref="CameraException">The source cannot be read, or there is no frame in it.</exception>
    public (long Frames, int Crops) Index(CameraUri uri, long frames, CancellationToken cancellationToken)
    {
        using var pass = detector.CreatePass();
        using var pool = new FramePool(2);
        using var camera = new CameraSources(settings.Ffmpeg).Open(new CameraOpening(new CameraId("search"), uri, new CameraCounters(), time));
        using var stop = cancellationToken.Register(camera.Abort);
        var tracker = new Tracker(settings.Tracking.For(detector.Model));
        var crops = new TrackCrops(images, gallery, detector.Model.Labels, uri.ToString());
        var found = new DetectionBuffer();
        long count = 0;
        while (count < frames && Next(camera, pool, cancellationToken) is { } frame)
        {
            try
            {
                (frame.Sequence, frame.CapturedAt) = (count++, time.GetUtcNow());
                pass.Prepare(0, frame);
                pass.Run(1);
                pass.Read(0, found);
                crops.See(frame, tracker.Update(found.Items, frame.SourceTime.TotalSeconds));
            }
            finally
            {
                frame.Release();
            }
        }
        crops.Finish();
        return count > 0 || cancellationToken.IsCancellationRequested
            ? (count, crops.Stored)
            : throw new CameraException($"{uri}: there was no frame in it");
    }

    private static Frame? Next(ICameraSource camera, FramePool pool, CancellationToken cancellationToken)
    {
        try
        {
            return cancellationToken.IsCancellationRequested ? null : camera.Read(pool, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return null; // whatever a source throws when it is torn away
        }
    }
}
