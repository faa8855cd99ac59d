using EdgePlanner.Tools;

namespace EdgePlanner.Planning.Retrieval;

/// <summary>
/// Reads exemplars: blocks apart by empty lines; in a block the questions, a line each, then a line <c>=></c>, then the plan.
/// Lines that begin with # are comments.
/// </summary>
internal static class ExemplarBook
{
    public static IReadOnlyList<Exemplar> Parse(string text)
    {
        List<Exemplar> exemplars = [];
        foreach (var block in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToArray();
            if (lines.Length == 0)
                continue;
            var arrow = Array.IndexOf(lines, "=>");
            if (arrow < 1 || arrow == lines.Length - 1)
                throw new FormatException($"exemplar '{lines[0]}': expected questions, a line '=>' and a plan");
            exemplars.AddRange(lines[..arrow].Select(question => new Exemplar(WordsOf(question), lines[(arrow + 1)..])));
        }
        return exemplars;
    }

    /// <summary>Those that a tool brings.</summary>
    public static IEnumerable<Exemplar> Of(ToolQuestion question)
    {
        var plan = question.Plan.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return question.Ask.Select(ask => new Exemplar(WordsOf(ask), plan));
    }

    public static IReadOnlyList<Exemplar> Shipped { get; } = Parse(Read());

    private static string Read()
    {
        using var stream = typeof(ExemplarBook).Assembly.GetManifestResourceStream("exemplars.txt")
            ?? throw new InvalidOperationException("the assembly lacks its exemplars.txt");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string[] WordsOf(string question) =>
        [.. question.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => word[0] == '{' ? [word] : Words.Of(word))];
}
