using EdgeWorld.Scenes;

namespace EdgeWorld.Captions;

/// <summary>Colour and kind that the encoders never see together in training: whether they find them shows whether they compose.
/// Fixed before any training; the learner has the same list.</summary>
public static class HeldOutPairs
{
    private static readonly (string Colour, string Kind)[] s_all =
    [
        ("purple", "car"), ("orange", "car"), ("yellow", "person"), ("green", "truck"), ("blue", "bus"), ("red", "door"), ("white", "bicycle"),
        ("red", "motorcycle"),
    ];

    public static IReadOnlyList<(string Colour, string Kind)> All => s_all;

    public static bool Contains(SceneObject thing) =>
        thing.Attributes.Colour is { } colour && s_all.Contains((colour, thing.Class));
}
