using EdgeWorld.Captions;
using EdgeWorld.Scenes;

namespace EdgeHost.Evaluating;

/// <summary>
/// How often an encoder says an object's colour and state right: of the texts for everything that its kind may be, the true one must be
/// most like the picture. Asked only of what a still picture shows (<see cref="Choices"/>).
/// </summary>
internal sealed class AttributeScore(PromptBook prompts)
{
    private readonly SortedDictionary<string, (int Right, int Asked)> _colours = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Right, int Asked)> _states = new(StringComparer.Ordinal);

    public double Colour => Share(_colours.Values);

    public double State => Share(_states.Values);

    /// <summary>Every question has the same weight.</summary>
    public double Accuracy => Share([.. _colours.Values, .. _states.Values]);

    public int Asked => _colours.Values.Sum(c => c.Asked) + _states.Values.Sum(s => s.Asked);

    public void Ask(SceneObject thing, ReadOnlySpan<float> vector)
    {
        Ask(_colours, thing.Class, Choices.Colours(thing.Class), thing.Attributes.Colour, colour => Caption.Prompt(thing.Class, colour, null), vector);
        Ask(_states, thing.Class, Choices.States(thing.Class), Caption.VisibleState(thing), state => Caption.Prompt(thing.Class, null, state), vector);
    }

    /// <summary>Of one kind; null where nothing was asked.</summary>
    public double? ColourOf(string kind) => _colours.TryGetValue(kind, out var count) ? Share([count]) : null;

    public double? StateOf(string kind) => _states.TryGetValue(kind, out var count) ? Share([count]) : null;

    private void Ask(
        SortedDictionary<string, (int Right, int Asked)> counts, string kind, IReadOnlyList<string> choices, string? truth, Func<string, string> prompt, ReadOnlySpan<float> vector)
    {
        if (truth is null || choices.Count < 2 || !choices.Contains(truth, StringComparer.Ordinal))
            return;
        var said = choices[prompts.Best([.. choices.Select(prompt)], vector)];
        var (right, asked) = counts.GetValueOrDefault(kind);
        counts[kind] = (right + (said == truth ? 1 : 0), asked + 1);
    }

    private static double Share(ICollection<(int Right, int Asked)> counts) => counts.Sum(c => c.Asked) is var asked && asked > 0 ? (double)counts.Sum(c => c.Right) / asked : 0;
}
