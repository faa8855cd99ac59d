using EdgeEngines.Frames;
using EdgeEngines.Onnx;
using EdgeEngines.Reading;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Reading;

/// <summary>One source through one text reader, one thread: every frame in turn.</summary>
internal sealed class ReadRun(EdgeSettings settings, ReadModels models, string source, long frames)
{
    public int Execute(bool asJson, CancellationToken cancellationToken)
    {
        var uri = CameraUri.TryParse(source, out var parsed, out var fault)
            ? parsed!
            : throw new SettingsException([$"--source {CameraSecrets.Redact(source)} {fault}"]);
        using var reader = TextReaderFactory.Load(models.Detector, models.Reader, models.Direction, settings.Engines, NullLogger.Instance);
        using var pass = reader.CreatePass();
        using var pool = new FramePool(2);
        var opening = new CameraOpening(new CameraId("read"), uri, new CameraCounters(), TimeProvider.System);
        using var camera = new CameraSources(settings.Ffmpeg).Open(opening);
        using var stop = cancellationToken.Register(camera.Abort);
        using var output = new ReadOutput(asJson);
        return Run(camera, pool, pass, output, cancellationToken) == 0 && !cancellationToken.IsCancellationRequested
            ? throw new CameraException($"{uri}: there was no frame in it")
            : 0;
    }

    private long Run(ICameraSource camera, FramePool pool, ITextPass pass, ReadOutput output, CancellationToken cancellationToken)
    {
        long count = 0;
        try
        {
            while (count < frames && !cancellationToken.IsCancellationRequested && camera.Read(pool, cancellationToken) is { } frame)
            {
                frame.Sequence = count++;
                try
                {
                    if (!output.Write(frame, pass.Read(frame, cancellationToken: cancellationToken)))
                        break;
                }
                finally
                {
                    frame.Release();
                }
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // whatever a source throws when it is torn away
        }
        return count;
    }
}
