using EdgeWorld.Exporting;
using EdgeWorld.Numerics;

namespace EdgeWorld.Planning.Scenes;

/// <summary>Scenes of a part of the frozen split of films, made when they are first wanted and kept.</summary>
internal sealed class ScenePool(SplitPart part, int size, ulong firstSeed)
{
    /// <summary>Frames that are asked about: one second to six.</summary>
    private static readonly int[] s_moments = [29, 59, 89, 119, 149, 179];

    private readonly IReadOnlyList<WorldOptions> _films = WorldSplit.Films(part, size, firstSeed);
    private readonly PlanScene?[] _scenes = new PlanScene?[size];

    public int Count => size;

    public PlanScene this[int index] => _scenes[index] ??= PlanScene.Of(_films[index], s_moments[index % s_moments.Length]);

    public PlanScene Pick(WorldRandom random) => this[random.Between(0, size)];
}
