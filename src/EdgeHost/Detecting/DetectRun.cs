using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Detecting;

/// <summary>One source, one engine, one thread: every frame in turn, so that what is printed is what the engine said of each.</summary>
internal sealed class DetectRun(EdgeSettings settings, string model, string source, long frames)
{
    public int Execute(bool asJson, CancellationToken cancellationToken)
    {
        var uri = CameraUri.TryParse(source, out var parsed, out var fault)
            ? parsed!
            : throw new SettingsException([$"--source {CameraSecrets.Redact(source)} {fault}"]);
        using var detector = DetectorFactory.Load(ModelCatalog.Find(settings.Models.SearchRoots()).Open(model), settings.Engines, NullLogger.Instance);
        using var pass = detector.CreatePass();
        using var pool = new FramePool(2);
        var opening = new CameraOpening(new CameraId("detect"), uri, new CameraCounters(), TimeProvider.System);
        using var camera = new CameraSources(settings.Ffmpeg).Open(opening);
        using var stop = cancellationToken.Register(camera.Abort);
        using var output = new DetectOutput(detector.Model.Labels, asJson);
        return Run(camera, pool, pass, output, cancellationToken) == 0 && !cancellationToken.IsCancellationRequested
            ? throw new CameraException($"{uri}: there was no frame in it")
            : 0;
    }

    private long Run(ICameraSource camera, FramePool pool, IDetectorPass pass, DetectOutput output, CancellationToken cancellationToken)
    {
        var found = new DetectionBuffer();
        long count = 0;
        try
        {
            while (count < frames && !cancellationToken.IsCancellationRequested && camera.Read(pool, cancellationToken) is { } frame)
            {
                frame.Sequence = count++;
                pass.Prepare(0, frame);
                pass.Run(1);
                pass.Read(0, found);
                var isRead = output.Write(frame, found.Items);
                frame.Release();
                if (!isRead)
                    break;
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // whatever a source throws when it is torn away
        }
        return count;
    }
}
