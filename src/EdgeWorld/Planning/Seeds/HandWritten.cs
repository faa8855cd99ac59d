namespace EdgeWorld.Planning.Seeds;

/// <summary>A question that a person wrote, and its plan as they wrote it; empty where nothing should be answered.</summary>
/// <param name="Block">Of its file, from 1: ways to ask for one plan stand in one.</param>
public sealed record HandWritten(Language Language, string Question, string Plan, int Block)
{
    private static readonly string[] s_blank = ["\n\n"];

    /// <summary>Of <c>seeds.txt</c>, <c>paraphrases.txt</c>, <c>unanswerable.txt</c>, <c>adversarial.txt</c>.</summary>
    internal static IReadOnlyList<HandWritten> Shipped(string file) => Read(EmbeddedText.All($"planning-hand-{file}.txt"), $"{file}.txt");

    /// <exception cref="WorldException">A block is not questions, an arrow, a plan.</exception>
    public static IReadOnlyList<HandWritten> Read(string text, string file)
    {
        List<HandWritten> all = [];
        var (language, number) = (Language.English, 0);
        foreach (var block in text.ReplaceLineEndings("\n").Split(s_blank, StringSplitOptions.None))
        {
            List<(Language Language, string Question)> questions = [];
            List<string>? plan = null;
            foreach (var line in block.Split('\n').Select(line => line.Trim()))
            {
                if (line is "# en" or "# ja")
                    language = line is "# ja" ? Language.Japanese : Language.English;
                else if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal) || line is "#")
                    continue;
                else if (line == "=>")
                    plan = [];
                else if (plan is null)
                    questions.Add((language, line));
                else
                    plan.Add(line);
            }
            if (questions.Count == 0 && plan is null)
                continue;
            number++;
            if (questions.Count == 0 || plan is null)
                throw new WorldException($"{file}, block {number}: expected questions, =>, a plan; the block begins '{(questions.Count > 0 ? questions[0].Question : "=>")}'");
            all.AddRange(questions.Select(question => new HandWritten(question.Language, question.Question, string.Join('\n', plan), number)));
        }
        return all;
    }
}
