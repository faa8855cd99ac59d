using EdgeHost.Evaluating;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgeWorld.Planning;

namespace EdgeHost.Teaching;

/// <summary>What the shipped engines see of the films: slow, and only for answers that are no sets (engines number things otherwise) and need no memory.</summary>
internal sealed class SeenPlaces(EngineWorlds engines) : IPlanWorlds
{
    private const Capabilities Seen = Capabilities.All & ~(Capabilities.Ocr | Capabilities.Memory | Capabilities.Events);

    public Capabilities? Offered(PlanQuestion question) =>
        question.Kind is "memory" || question.Tools.Count > 0 || question.Scenes.Any(scene => scene.Answer.Type is PlanType.Boxes or PlanType.Tracks || scene.Source.StartsWith("clevr", StringComparison.Ordinal))
            ? null
            : Seen;

    public PlanPlace Open(AskedOn scene, CancellationToken cancellationToken)
    {
        var opened = engines.Open(scene.Source, scene.Frame, cancellationToken);
        return new PlanPlace(opened.World, opened);
    }
}
