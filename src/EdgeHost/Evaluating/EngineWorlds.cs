using EdgeEngines.Detecting;
using EdgeEngines.Embedding;
using EdgeHost.Asking;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgePlanner.Tools;
using EdgeWorld;

namespace EdgeHost.Evaluating;

/// <summary>What <c>ask --source</c> sees: every frame drawn and put through detector and tracker, the last one through the encoders.</summary>
internal sealed class EngineWorlds(EdgeSettings settings, IDetector detector, IImageEncoder images, ITextEncoder texts, TimeProvider time) : IQuestionWorlds
{
    private readonly PromptBook _prompts = new(texts);

    public QuestionWorld Open(string source, int frame, CancellationToken cancellationToken)
    {
        var scene = Watch(source, frame, cancellationToken);
        return new QuestionWorld(WorldOf(scene), Offered(scene), scene);
    }

    public LiveScene Watch(string source, int frame, CancellationToken cancellationToken) => CameraUri.TryParse(source, out var uri, out var fault)
        ? LiveScene.Watch(settings, uri!, detector, frame + 1, time, cancellationToken)
        : throw new WorldException($"{source} {fault}");

    /// <summary>The scene with nothing looked at yet.</summary>
    public LiveWorld WorldOf(LiveScene scene) => new(
        scene.Things, scene.Frame.SourceSize, scene.Frame.SourceTime.TotalSeconds, new CropLooks(images, texts, _prompts, scene.Frame, scene.Things), scene.Pose.Pose, scene.Pose.Speed);

    public static Capabilities Offered(LiveScene scene) => Capabilities.Detector | Capabilities.Encoder | Capabilities.Motion
        | (scene.Pose.Pose is null ? 0 : Capabilities.Geometry) | (scene.Pose.Speed is null ? 0 : Capabilities.Ego);
}
