using System.Runtime.CompilerServices;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Pictures;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Children;
using EdgeHost.Configuration;
using EdgeHost.Stats;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Mqtt;

namespace EdgeHost.Doctor;

/// <summary>Tries for real what the settings name: each model is loaded and run, each camera gives a picture, the broker answers.</summary>
internal sealed class Checkup(EdgeSettings settings)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new Finding(Health.Good, "host", $"{InfoMessage.Version}, target {InfoMessage.Target}, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        yield return Ffmpeg();
        yield return Jpeg();
        foreach (var model in settings.Cameras.Select(c => settings.Models.For(c.Model, c.Uri)).Distinct(StringComparer.Ordinal))
        {
            foreach (var finding in Model(model))
                yield return finding;
        }
        foreach (var camera in settings.Cameras)
            yield return await CameraAsync(camera, cancellationToken);
        yield return await BrokerAsync(cancellationToken);
    }

    private Finding Ffmpeg()
    {
        var needed = settings.Cameras.Any(c => CameraUri.TryParse(c.Uri, out var uri, out _) && uri!.Scheme is CameraScheme.File or CameraScheme.Rtsp or CameraScheme.V4l2);
        var path = ExecutablePath.Find(settings.Ffmpeg.Program);
        return path is not null
            ? new Finding(Health.Good, "ffmpeg", path)
            : new Finding(needed ? Health.Broken : Health.Missing, "ffmpeg", "not found; file:, rtsp: and v4l2: cameras need it", "sudo apt-get install ffmpeg");
    }

    private static Finding Jpeg() => JpegDecoder.TurboIsInstalled
        ? new Finding(Health.Good, "JPEG", "libturbojpeg, with scaled decoding")
        : new Finding(Health.Missing, "JPEG", "SkiaSharp; MJPEG cameras decode two to three times slower than with libturbojpeg", "sudo apt-get install libturbojpeg0");

    private IEnumerable<Finding> Model(string model)
    {
        Finding finding;
        IReadOnlyList<string> why = [];
        try
        {
            using var detector = DetectorFactory.Load(ModelCatalog.Find(settings.Models.SearchRoots()).Open(model), settings.Engines, NullLogger.Instance);
            finding = new Finding(Health.Good, $"model {model}", $"runs on {string.Join(", ", detector.Report.Got)}");
            why = detector.Report.Why;
        }
        catch (Exception e) when (e is ModelException or EngineException)
        {
            finding = new Finding(Health.Broken, $"model {model}", e.Message);
        }
        yield return finding;
        foreach (var reason in why)
            yield return new Finding(Health.Missing, $"model {model}", reason);
    }

    private async Task<Finding> CameraAsync(CameraOptions camera, CancellationToken cancellationToken)
    {
        var what = $"camera {camera.Id}";
        _ = CameraUri.TryParse(camera.Uri, out var uri, out _);
        try
        {
            using var source = new CameraSources(settings.Ffmpeg).Open(new CameraOpening(new CameraId(camera.Id), uri!, new CameraCounters(), TimeProvider.System));
            using var pool = new FramePool(2);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_patience);
            await using var abort = limit.Token.Register(source.Abort);
            var frame = await Task.Factory.StartNew(() => source.Read(pool, limit.Token), limit.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (frame is null)
                return new Finding(Health.Broken, what, $"{uri} gives no picture", limit.IsCancellationRequested ? $"nothing came within {s_patience.TotalSeconds:0} s: is it switched on and reachable?" : null);
            var found = new Finding(Health.Good, what, $"{uri} gives {frame.Format}");
            frame.Release();
            return found;
        }
        catch (Exception e) when (e is CameraException or OperationCanceledException)
        {
            return new Finding(Health.Broken, what, e is CameraException ? e.Message : $"{uri}: nothing came within {s_patience.TotalSeconds:0} s", null);
        }
    }

    private async Task<Finding> BrokerAsync(CancellationToken cancellationToken)
    {
        if (settings.Mqtt.Host is null)
            return new Finding(Health.Good, "broker", "none is configured: the host starts an embedded one on 127.0.0.1");
        var where = $"{settings.Mqtt.Host}:{settings.Mqtt.EffectivePort}{(settings.Mqtt.Tls ? " (TLS)" : "")}";
        return await MqttProbe.FaultAsync(settings.Mqtt, TimeProvider.System, cancellationToken) is { } fault
            ? new Finding(Health.Broken, "broker", $"{where}: {fault}", "docs/mqtt.md says how to set users, passwords and certificates")
            : new Finding(Health.Good, "broker", $"{where} takes us in");
    }
}
