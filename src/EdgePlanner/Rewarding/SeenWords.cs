using System.Collections.Frozen;

namespace EdgePlanner.Rewarding;

/// <summary>Words that one still picture of a thing bears out: neither how it moves nor how large it is among its kind.</summary>
internal static class SeenWords
{
    private static readonly FrozenSet<string> s_colours = FrozenSet.Create(
        StringComparer.Ordinal, "red", "blue", "green", "yellow", "orange", "brown", "purple", "pink", "white", "black", "grey", "amber");

    private static readonly FrozenSet<string> s_states = FrozenSet.Create(StringComparer.Ordinal, "walking", "standing", "fallen", "open", "closed");

    public static bool Contains(string word) => IsColour(word) || s_states.Contains(word);

    public static bool IsColour(string word) => s_colours.Contains(word);
}
