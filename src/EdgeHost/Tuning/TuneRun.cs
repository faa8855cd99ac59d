using EdgeEngines.Detecting;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Asking;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Evaluating;
using EdgeHost.Reading;
using EdgeHost.Tooling;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Tuning;

/// <summary>
/// <c>edgehost tune</c>, in order: the engines, a scene with things in it, each tool that it offers measured on them, the profile written.
/// <c>find</c> is charged with a run of the detector, whose work it is.
/// </summary>
internal sealed class TuneRun(EdgeSettings settings, TuneRequest request, TextWriter progress, TimeProvider time)
{
    private const int DetectorRuns = 20;

    private readonly ModelCatalog _catalog = ModelCatalog.Find(settings.Models.SearchRoots());

    /// <summary>The profile, as it was written.</summary>
    /// <exception cref="SettingsException">The source is none, or shows nothing to measure on.</exception>
    /// <exception cref="ModelException">A model is missing or cannot be used.</exception>
    /// <exception cref="CameraException">The source cannot be read.</exception>
    public CostProfile Execute(CancellationToken cancellationToken)
    {
        if (!CameraUri.TryParse(request.Source, out var uri, out var fault) || uri is null)
            throw new SettingsException([$"--source {CameraSecrets.Redact(request.Source)} {fault}"]);
        using var detector = DetectorFactory.Load(_catalog.Open(request.Detector), settings.Engines, NullLogger.Instance);
        using var images = ImageEncoderFactory.Load(_catalog.Open(request.ImageEncoder), settings.Engines, NullLogger.Instance);
        using var texts = TextEncoderFactory.Load(_catalog.Open(request.TextEncoder), settings.Engines, NullLogger.Instance);
        using var toolbox = Toolbox.Open(settings, time, cancellationToken);
        toolbox.Problems.ForEach(progress.WriteLine);
        using var scene = LiveScene.Watch(settings, uri, detector, request.Frames, time, cancellationToken);
        progress.WriteLine($"{scene.Things.Count} objects after {scene.Frame.SourceTime.TotalSeconds:0.0} s of {uri}");
        if (scene.Things.Count == 0)
            throw new SettingsException([$"--source {uri} shows nothing after {request.Frames} frames: tools are measured on things; take another source, or more --frames"]);

        var profile = new CostProfile
        {
            Device = DeviceName.Read(),
            Engines =
            [
                EngineNames.Of(detector.Model, detector.Report.Got), EngineNames.Of(images.Model, images.Report.Got), EngineNames.Of(texts.Model, texts.Report.Got),
                .. toolbox.Bound.Select(tool => tool.Engine),
            ],
            Tools = Measure(toolbox, scene, detector, () => World(scene, images, texts, detector), cancellationToken),
        };
        DeviceCosts.Write(settings.Tools.CostFile(), profile);
        return profile;
    }

    private Dictionary<string, ToolCost> Measure(Toolbox toolbox, LiveScene scene, IDetector detector, Func<LiveWorld> world, CancellationToken cancellationToken)
    {
        var probe = new CostProbe(world, time);
        var costs = new Dictionary<string, ToolCost>(StringComparer.Ordinal);
        foreach (var tool in toolbox.Catalog.For(Offered(scene)).Tools)
        {
            if (probe.Measure(tool, cancellationToken) is { } cost)
                costs[tool.Name] = cost;
        }
        costs["find"] = costs["find"] with { FixedMicros = costs["find"].FixedMicros + DetectorMicros(scene, detector, cancellationToken) };
        if (ReadModels.TryFind(settings.Models) is { } reading)
            costs["read_text"] = ReadCost(scene, reading, cancellationToken);
        return costs;
    }

    private static LiveWorld World(LiveScene scene, EdgeEngines.Embedding.IImageEncoder images, EdgeEngines.Embedding.ITextEncoder texts, IDetector detector)
    {
        List<SeenThing> things = [.. scene.Things];
        return new LiveWorld(things, scene.Frame.SourceSize, 0, new CropLooks(images, texts, new PromptBook(texts), scene.Frame, things), scene.Pose.Pose, scene.Pose.Speed)
        {
            Frame = scene.Frame,
            Labels = detector.Model.Labels,
        };
    }

    private static Capabilities Offered(LiveScene scene) => Capabilities.Detector | Capabilities.Encoder | Capabilities.Motion
        | (scene.Pose.Pose is null ? 0 : Capabilities.Geometry) | (scene.Pose.Speed is null ? 0 : Capabilities.Ego);

    /// <summary>The ninth of ten of its runs, as the probe takes it.</summary>
    private double DetectorMicros(LiveScene scene, IDetector detector, CancellationToken cancellationToken)
    {
        using var pass = detector.CreatePass();
        var found = new DetectionBuffer();
        var times = new double[DetectorRuns];
        for (var i = -1; i < DetectorRuns; i++) // the first one warms up
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = time.GetTimestamp();
            pass.Prepare(0, scene.Frame);
            pass.Run(1);
            pass.Read(0, found);
            if (i >= 0)
                times[i] = time.GetElapsedTime(start).TotalMicroseconds;
        }
        Array.Sort(times);
        return Math.Ceiling(times[(int)(0.9 * DetectorRuns) - 1]);
    }

    /// <summary>By itself, because a world reads each of its things once and keeps the engines. A street has little text: a thing is charged with what
    /// the dearest one took, and with what the tool declares at least.</summary>
    private ToolCost ReadCost(LiveScene scene, ReadModels reading, CancellationToken cancellationToken)
    {
        using var reader = reading.Load(settings.Engines);
        using var pass = reader.CreatePass();
        var most = PrimitiveCatalog.Standard.Tools.First(tool => tool.Name == "read_text").Cost.PerElementMicros;
        pass.Read(scene.Frame, scene.Things[0].BoxInSource, cancellationToken); // warms up
        foreach (var thing in scene.Things)
        {
            var start = time.GetTimestamp();
            pass.Read(scene.Frame, thing.BoxInSource, cancellationToken);
            most = Math.Max(most, time.GetElapsedTime(start).TotalMicroseconds);
        }
        return new ToolCost(1, Math.Ceiling(most));
    }
}
