using EdgeWorld.Numerics;
using EdgeWorld.Questions.Forms;

namespace EdgeWorld.Questions;

/// <summary>The kinds of question that are generated; each has a form that makes one about a scene, or none where it would not be a fair one.</summary>
public static class QuestionFamilies
{
    internal static IReadOnlyList<(string Name, Func<AskedScene, WorldRandom, QuestionDraft?> Draw)> All { get; } =
    [
        ("count", CountingForms.Count),
        ("exists", CountingForms.Exists),
        ("compare", CountingForms.Compare),
        ("both", CountingForms.Both),
        ("distance", MeasuringForms.Distance),
        ("direction", MeasuringForms.Direction),
        ("nearest", MeasuringForms.Nearest),
        ("moving", MeasuringForms.Moving),
        ("approaching", MeasuringForms.Approaching),
        ("speed", MeasuringForms.Speed),
        ("colour", LookingForms.Colour),
        ("state", LookingForms.State),
        ("left_of", RelatingForms.LeftOf),
        ("behind", RelatingForms.Behind),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(family => family.Name)];
}
