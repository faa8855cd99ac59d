using EdgeEngines.Detecting;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Memory;
using EdgeHost.Reading;
using EdgeHost.Tooling;
using EdgePlanner;
using EdgePlanner.Answering;
using EdgePlanner.Tools;
using EdgePlanner.Worlds;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Asking;

/// <summary>
/// <c>edgehost ask</c>, in order: something to look at, the tools that it offers, the question through them.
/// <code>
///  --source ─► detector ─► tracker ─► live world ┐
///                                                ├─► QueryPipeline ─► answer with evidence
///  --scene  ─► scene graph ──────► oracle world ─┘
/// </code>
/// </summary>
internal sealed class AskRun(EdgeSettings settings, AskRequest request, TextWriter progress, TimeProvider time)
{
    private readonly ModelCatalog _catalog = ModelCatalog.Find(settings.Models.SearchRoots());

    /// <exception cref="SettingsException">The request contradicts itself.</exception>
    /// <exception cref="ModelException">A model is missing or cannot be used.</exception>
    /// <exception cref="CameraException">The source cannot be read.</exception>
    public async Task<Asked> ExecuteAsync(CancellationToken cancellationToken)
    {
        var problems = request.Problems().ToList();
        CameraUri? uri = null;
        if (request.Source is { } source && !CameraUri.TryParse(source, out uri, out var fault))
            problems.Add($"--source {CameraSecrets.Redact(source)} {fault}");
        if (problems.Count > 0)
            throw new SettingsException(problems);
        return uri is null
            ? await AskAsync(
                SceneFile.Read(request.Scene!, request.SceneFrame),
                Toolbox.Standard.Pipeline(Capabilities.All & ~(Capabilities.Ocr | Capabilities.Memory | Capabilities.Events), ToolPacks.All, [], time), cancellationToken)
            : await AskLiveAsync(uri, cancellationToken);
    }

    private async Task<Asked> AskLiveAsync(CameraUri uri, CancellationToken cancellationToken)
    {
        using var detector = DetectorFactory.Load(_catalog.Open(request.Detector), settings.Engines, NullLogger.Instance);
        using var images = ImageEncoderFactory.Load(_catalog.Open(request.ImageEncoder), settings.Engines, NullLogger.Instance);
        using var texts = TextEncoderFactory.Load(_catalog.Open(request.TextEncoder), settings.Engines, NullLogger.Instance);
        using var scene = LiveScene.Watch(settings, uri, detector, request.Frames, time, cancellationToken);
        using var toolbox = Toolbox.Open(settings, time, cancellationToken);
        toolbox.Problems.ForEach(progress.WriteLine);
        progress.WriteLine($"{scene.Things.Count} objects after {scene.Frame.SourceTime.TotalSeconds:0.0} s of {uri}");
        using var past = SceneMemory.TryOpen(settings.Memory, Noun.Names, out _);
        var reading = ReadModels.TryFind(settings.Models);
        using var reader = reading is null ? null : new CropReader(() => reading.Load(settings.Engines), scene.Frame);
        var world = new LiveWorld(
            scene.Things, scene.Frame.SourceSize, time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, new CropLooks(images, texts, scene.Frame, scene.Things),
            scene.Pose.Pose, scene.Pose.Speed)
        {
            Past = past is null ? null : new Recollections(past, null, uri.Scheme == CameraScheme.Sim),
            Reader = reader,
            Frame = scene.Frame,
            Labels = detector.Model.Labels,
        };
        var offered = Capabilities.Detector | Capabilities.Encoder | Capabilities.Motion
            | (scene.Pose.Pose is null ? 0 : Capabilities.Geometry) | (scene.Pose.Speed is null ? 0 : Capabilities.Ego)
            | (past is null ? 0 : Capabilities.Memory | Capabilities.Events) | (reader is null ? 0 : Capabilities.Ocr);
        string[] engines =
            [EngineNames.Of(detector.Model, detector.Report.Got), EngineNames.Of(images.Model, images.Report.Got), EngineNames.Of(texts.Model, texts.Report.Got)];
        progress.WriteLine(toolbox.Costs(engines).Note);
        return await AskAsync(world, toolbox.Pipeline(offered, ToolPacks.All, engines, time), cancellationToken);
    }

    private async Task<Asked> AskAsync(IWorld world, QueryPipeline pipeline, CancellationToken cancellationToken)
    {
        var answer = await pipeline.AskAsync(new Query(request.Question, request.Budget), world, cancellationToken);
        List<Box> evidence = [];
        foreach (var thing in answer.Evidence)
            evidence.Add(world.BoxOf(thing));
        return new Asked(answer, evidence);
    }
}

/// <param name="Evidence">In the picture's pixels.</param>
internal sealed record Asked(Answer Answer, IReadOnlyList<Box> Evidence);
