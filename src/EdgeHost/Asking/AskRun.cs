using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Planning;
using EdgeHost.Rewards;
using EdgeHost.Tooling;
using EdgePlanner.Tools;
using EdgeWorld;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Asking;

/// <summary>
/// <c>edgehost ask</c>, in order: something to look at, the tools that it offers, the question through them.
/// <code>
///  --source ─► detector ─► tracker ─► live world ┐
///                                                ├─► QuestionLine ─► answer with evidence
///  --scene  ─► scene graph ──────► oracle world ─┘
/// </code>
/// </summary>
/// <param name="rewards">Told of the answer while what it is about is still held.</param>
internal sealed class AskRun(EdgeSettings settings, AskRequest request, RewardDesk rewards, TextWriter progress, TimeProvider time)
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
        if (uri is not null)
            return await AskLiveAsync(uri, cancellationToken);
        var world = SceneFile.Read(request.Scene!, request.SceneFrame);
        using var toolbox = Toolbox.Standard;
        using var tiers = Planners();
        var line = new QuestionLine(toolbox, settings.Asking.ToolPacks, time, tiers, request.Budget);
        const Capabilities offered = Capabilities.All & ~(Capabilities.Ocr | Capabilities.Memory | Capabilities.Events);
        var asked = await AskAsync((question, left, cancellation) => line.Ask(question, left, world, offered, [], cancellation), cancellationToken);
        rewards.Take(asked, LookedAtScene.Nothing, cancellationToken);
        return asked;
    }

    private async Task<Asked> AskLiveAsync(CameraUri uri, CancellationToken cancellationToken)
    {
        using var detector = DetectorFactory.Load(_catalog.Open(request.Detector), settings.Engines, NullLogger.Instance);
        using var models = new LookingModels(new EncoderPairs(settings).Take(request.ImageEncoder, request.TextEncoder));
        using var scene = LiveScene.Watch(settings, uri, detector, request.Frames, time, cancellationToken);
        using var toolbox = Toolbox.Open(settings, time, cancellationToken);
        toolbox.Problems.ForEach(progress.WriteLine);
        progress.WriteLine($"{scene.Things.Count} objects after {scene.Frame.SourceTime.TotalSeconds:0.0} s of {uri}");
        using var beyond = new BeyondTheFrame(settings);
        using var reader = beyond.ReaderOf(scene.Frame);
        var look = new LiveLook(
            scene.Frame, scene.Things, time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0,
            GeometryOf(uri)?.PoseFor(scene.Frame.SourceSize.Width) ?? scene.Pose.Pose, scene.Pose.Speed,
            "say how the camera stands: give it as one of the settings' Cameras with its Geometry, and ask with that camera's --source")
        {
            Past = beyond.Past(null, uri.Scheme == CameraScheme.Sim),
            Reader = reader,
            Labels = detector.Model.Labels,
            Detector = EngineNames.Of(detector.Model, detector.Report.Got),
        };
        progress.WriteLine(toolbox.Costs(look.Engines(models)).Note);
        using var tiers = Planners();
        var line = new QuestionLine(toolbox, settings.Asking.ToolPacks, time, tiers, request.Budget);
        rewards.Catalog = toolbox.Catalog;
        var asked = await AskAsync((question, left, cancellation) => look.Ask(line, question, left, models, cancellation), cancellationToken);
        rewards.Take(asked, new LookedAtScene(scene.Frame, scene.Truth, uri.World is { } world ? WorldOptions.Parse(world).ToUri() : null, ModelName.Of(detector.Model)), cancellationToken);
        return asked;
    }

    private PlannerTiers Planners()
    {
        var tiers = PlannerTiers.Open(settings, time);
        tiers.Problems.ForEach(progress.WriteLine);
        return tiers;
    }

    /// <summary>Of the settings' camera that is this source.</summary>
    private CameraGeometry? GeometryOf(CameraUri uri) =>
        CameraValidation.Check(settings.Cameras, [], []).Find(camera => camera.Uri.ToString() == uri.ToString())?.Geometry;

    /// <summary>Without the desk: nobody else asks, so nothing of the budget is spent on waiting.</summary>
    private Task<Asked> AskAsync(Func<Question, TimeSpan, CancellationToken, Asked> answer, CancellationToken cancellationToken)
    {
        var question = new Question { Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), Text = request.Question, Budget = request.Budget };
        return Task.Run(() => answer(question, request.Budget, cancellationToken), cancellationToken);
    }
}
