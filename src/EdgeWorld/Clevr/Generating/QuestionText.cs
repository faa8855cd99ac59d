using System.Text.RegularExpressions;

namespace EdgeWorld.Clevr.Generating;

/// <summary>A draft put into words.</summary>
internal static partial class QuestionText
{
    public static string Of(Draft draft, Random random)
    {
        var text = draft.Template.Text[random.Next(draft.Template.Text.Length)];
        foreach (var (slot, word) in draft.Slots)
            text = text.Replace(slot, Phrase(word), StringComparison.Ordinal);
        text = OptionalPart().Replace(text, part => random.Next(2) == 0 ? part.Groups[1].Value : "");
        text = Blanks().Replace(text, " ").Trim();
        return DescribesTwoKinds(draft) ? WithoutOther(text) : text;
    }

    private static string Phrase(string word) => word switch
    {
        "left" or "right" => word + " of",
        "front" => "in front of",
        _ => word,
    };

    /// <summary>"the red cube and other blue things": where two descriptions exclude each other, "other" would be nonsense.</summary>
    private static bool DescribesTwoKinds(Draft draft) =>
        draft.Slots.Count == 8 && draft.Slots.Where(slot => !slot.Key.Contains('2', StringComparison.Ordinal)).Any(slot =>
            draft.Slots.TryGetValue(slot.Key.Replace(">", "2>", StringComparison.Ordinal), out var second)
            && second != slot.Value && second != "" && slot.Value != "");

    private static string WithoutOther(string text) =>
        text.Replace(" other ", " ", StringComparison.Ordinal).Replace(" another ", " a ", StringComparison.Ordinal);

    [GeneratedRegex(@"\[([^\[\]]*)\]")]
    private static partial Regex OptionalPart();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
