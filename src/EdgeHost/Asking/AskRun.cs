using EdgeEngines.Detecting;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Memory;
using EdgeHost.Reading;
using EdgePlanner;
using EdgePlanner.Answering;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgePlanner.Values;
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
            ? await AskAsync(SceneFile.Read(request.Scene!, request.SceneFrame), Capabilities.All & ~(Capabilities.Ocr | Capabilities.Memory | Capabilities.Events), cancellationToken)
            : await AskLiveAsync(uri, cancellationToken);
    }

    private async Task<Asked> AskLiveAsync(CameraUri uri, CancellationToken cancellationToken)
    {
        using var detector = DetectorFactory.Load(_catalog.Open(request.Detector), settings.Engines, NullLogger.Instance);
        using var images = ImageEncoderFactory.Load(_catalog.Open(request.ImageEncoder), settings.Engines, NullLogger.Instance);
        using var texts = TextEncoderFactory.Load(_catalog.Open(request.TextEncoder), settings.Engines, NullLogger.Instance);
        using var scene = LiveScene.Watch(settings, uri, detector, request.Frames, time, cancellationToken);
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
        };
        var offered = Capabilities.Detector | Capabilities.Encoder | Capabilities.Motion
            | (scene.Pose.Pose is null ? 0 : Capabilities.Geometry) | (scene.Pose.Speed is null ? 0 : Capabilities.Ego)
            | (past is null ? 0 : Capabilities.Memory | Capabilities.Events) | (reader is null ? 0 : Capabilities.Ocr);
        return await AskAsync(world, offered, cancellationToken);
    }

    private async Task<Asked> AskAsync(IWorld world, Capabilities offered, CancellationToken cancellationToken)
    {
        var checker = new PlanChecker(PrimitiveCatalog.Standard.For(offered), CostProfile.Declared);
        var pipeline = new QueryPipeline([new RetrievalPlanner()], checker, time);
        var answer = await pipeline.AskAsync(new Query(request.Question, request.Budget), world, cancellationToken);
        return new Asked(answer, Evidence(answer, world));
    }

    /// <summary>The things of the last set that the plan made: what was counted, compared or described.</summary>
    private static List<Box> Evidence(Answer answer, IWorld world)
    {
        List<Box> boxes = [];
        if (answer.Last is not { } last)
            return boxes;
        for (var i = last.Outcome.Trace.Count - 1; i >= 0; i--)
        {
            var result = last.Outcome.Trace.Steps[i].Result;
            if (result is not { Type: PlanType.Boxes, IsKnown: true })
                continue;
            foreach (var thing in result.Set)
                boxes.Add(world.BoxOf(thing));
            break;
        }
        return boxes;
    }
}

/// <param name="Evidence">In the picture's pixels.</param>
internal sealed record Asked(Answer Answer, IReadOnlyList<Box> Evidence);
