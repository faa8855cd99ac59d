using EdgeEngines.Frames;
using EdgeWorld.Scenes;

namespace EdgeHost.Rewards;

/// <summary>What an answer was about, as long as its frame is held.</summary>
/// <param name="Frame">Null for a scene without a picture. The caller's own.</param>
/// <param name="Truth">All that there was; null where nobody knows.</param>
/// <param name="Film">The simulated camera, as <see cref="EdgeWorld.WorldOptions.ToUri"/> writes it; null for any other.</param>
/// <param name="Model">The detector and its weights; null where none looked.</param>
internal sealed record LookedAtScene(Frame? Frame, SceneGraph? Truth, string? Film, string? Model)
{
    public static LookedAtScene Nothing { get; } = new(null, null, null, null);
}
