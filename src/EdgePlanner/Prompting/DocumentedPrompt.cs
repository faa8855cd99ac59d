using System.Text;
using EdgePlanner.Planning;
using EdgePlanner.Tools;

namespace EdgePlanner.Prompting;

/// <summary>
/// What a general code model reads: the rules of the language, the offered tools, near examples, the question. What does not change from question to question comes first, so that a model
/// which keeps what it has read of the last prompt reads on from there.
/// </summary>
public static class DocumentedPrompt
{
    private const int MostExamples = 8;

    /// <summary>Characters of a plan that failed, and of what is said of it: the first mistakes are enough.</summary>
    private const int MostOfFailed = 1000;

    private const string Rules = """
        # Plans answer questions about a picture by calling tools.
        # Each line gives the result of one tool a name: a, then b, then c, and so on. Arguments are names of lines before, texts in double quotes, or numbers; calls do not nest.
        # Every name is used once at least. The last line is: return NAME

        """;

    private static readonly ExampleShelf s_shelf = new();

    public static string Of(string question, ToolOffer offer)
    {
        var prompt = new StringBuilder(Rules);
        foreach (var tool in offer.Tools)
            prompt.Append("# ").Append(ToolSignature.Of(tool)).Append(": ").Append(TaughtPrompt.Gist(tool.Documentation)).Append('\n');
        foreach (var example in s_shelf.Nearest(question, offer, MostExamples))
            prompt.Append("\n# ").Append(example.Question).Append('\n').Append(example.Plan).Append('\n');
        return prompt.Append("\n# ").Append(OnOneLine(question)).Append('\n').ToString();
    }

    /// <summary>Once more, told what was wrong with a plan.</summary>
    /// <param name="prompt">That it was written for.</param>
    public static string Again(string prompt, FailedPlan failed) =>
        $"{prompt}{failed.Plan[..Math.Min(failed.Plan.Length, MostOfFailed)].Trim()}\n\n# That plan is wrong: {OnOneLine(failed.Fault[..Math.Min(failed.Fault.Length, MostOfFailed)])}\n# The same question, answered by a right plan:\n";

    /// <summary>A stranger's line break would end the comment that his question stands in.</summary>
    private static string OnOneLine(string question) => string.Join(' ', question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
