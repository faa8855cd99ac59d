using System.Text;
using EdgePlanner.Tools;

namespace EdgePlanner.Prompting;

/// <summary>
/// What a model reads that was taught this language: the question, and in front of it the documentation of those offered tools that it was not taught.
/// <code>
/// &lt;tool&gt;wheels(things: Boxes) to Int: How many wheels the things have.&lt;ask&gt;how many wheels does the truck have?&lt;plan&gt;
/// </code>
/// Names in angle brackets are one token each. What a stranger wrote cannot hold one: its brackets become blanks.
/// </summary>
public static class TaughtPrompt
{
    public const string Tool = "<tool>";
    public const string Ask = "<ask>";
    public const string Plan = "<plan>";
    public const string End = "<end>";

    private const int MostDocumentation = 120;

    /// <param name="known">Names of the tools that the model was taught.</param>
    public static string Of(string question, ToolOffer offer, IReadOnlySet<string> known)
    {
        var prompt = new StringBuilder();
        foreach (var tool in offer.Tools)
        {
            if (!known.Contains(tool.Name))
                prompt.Append(Tool).Append(Plainly($"{ToolSignature.Of(tool)}: {Gist(tool.Documentation)}"));
        }
        return prompt.Append(Ask).Append(Plainly(question.ToLowerInvariant())).Append(Plan).ToString();
    }

    /// <summary>The first sentence.</summary>
    internal static string Gist(string documentation)
    {
        var end = documentation.IndexOf(". ", StringComparison.Ordinal);
        var gist = end < 0 ? documentation : documentation[..(end + 1)];
        return gist.Length <= MostDocumentation ? gist : gist[..MostDocumentation];
    }

    private static string Plainly(string text) =>
        string.Join(' ', text.Replace("->", "to", StringComparison.Ordinal).Split([' ', '\t', '\r', '\n', '<', '>', '\u3000'], StringSplitOptions.RemoveEmptyEntries));
}
