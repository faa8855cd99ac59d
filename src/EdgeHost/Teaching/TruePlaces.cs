using EdgePlanner.Tools;
using EdgeWorld;
using EdgeWorld.Clevr;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Scenes;

namespace EdgeHost.Teaching;

/// <summary>The truth of films, and of CLEVR's scenes where the folder was named.</summary>
internal sealed class TruePlaces(ClevrQuiz? clevr = null) : IPlanWorlds
{
    private readonly SceneStore _films = new();

    public Capabilities? Offered(PlanQuestion question) => Capabilities.All;

    public PlanPlace Open(AskedOn scene, CancellationToken cancellationToken) => !ClevrQuiz.IsSource(scene.Source)
        ? new PlanPlace(_films.Open(scene.Source, scene.Frame).World)
        : new PlanPlace((clevr ?? throw new WorldException($"{scene.Source} is a scene of CLEVR: name its folder with --clevr")).WorldOf(scene.Source));
}
