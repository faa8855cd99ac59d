using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeWorld.Clevr;

/// <summary>One question about several pictures, each with its answer and its program.</summary>
internal sealed record PublishedQuestion(string Question, string[] ImageFilenames, JsonElement[] Answers, PublishedStep[][] Program)
{
    /// <summary>
    /// The program about one picture. The file leaves words out of some steps; every picture of a question has the same program, so that the
    /// word stands in the same step of another.
    /// </summary>
    public ClevrStep[] ProgramFor(int picture) => [.. Program[picture].Select((step, at) => new ClevrStep(step.Type, step.Inputs, WordOf(at)))];

    /// <summary>How many steps of the picture's program lack their word in the file.</summary>
    public int WordsLeftOut(int picture) => Program[picture].Count(step => TakesWord(step.Type) && step.ValueInputs.Length == 0);

    private string? WordOf(int at)
    {
        if (!TakesWord(Program[0][at].Type))
            return null;
        var words = Program.SelectMany(program => program[at].ValueInputs).Distinct().ToArray();
        return words.Length == 1 ? words[0] : throw new WorldException($"step {at} of \"{Question}\" has {words.Length} words over its pictures");
    }

    private static bool TakesWord(string function) => function == "relate" || function.StartsWith("filter_", StringComparison.Ordinal);
}

/// <param name="Output">What the step gives: objects by index, one object, a number, a truth or a word.</param>
internal sealed record PublishedStep(string Type, int[] Inputs, string[] ValueInputs, [property: JsonPropertyName("_output")] JsonElement Output);
