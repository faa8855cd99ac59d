using EdgeWorld.Exporting;
using EdgeWorld.Planning.Scenes;

namespace EdgeHost.Evaluating.Planners;

/// <summary>Scenes that no question was made for: two plans that say the same on all of them mean the same.</summary>
internal sealed class RandomScenes
{
    public const int Count = 64;

    /// <summary>Far from the seeds of every split.</summary>
    private const ulong FirstSeed = 900_000_000;

    private readonly Lazy<IReadOnlyList<PlanScene>> _all = new(() =>
    [
        .. WorldSplit.Films(SplitPart.Test, Count, FirstSeed).Select((film, i) => PlanScene.Of(film, 29 + (30 * (i % 7)))),
    ]);

    public IReadOnlyList<PlanScene> All => _all.Value;
}
