using Xunit;

namespace EdgeWorld.Tests.Planning;

/// <summary>A question that somebody wrote by hand, and the plan that answers it.</summary>
/// <param name="Plan">Empty where no plan does.</param>
/// <param name="Line">Of the question in its file, from 1.</param>
internal sealed record HandWritten(string Language, string Question, string Plan, int Line)
{
    private const string Arrow = "=>";

    public static readonly string[] Files = ["paraphrases", "unanswerable", "adversarial"];

    /// <summary>Blocks of question lines, an arrow, plan lines; a blank line between blocks.</summary>
    public static IReadOnlyList<HandWritten> Read(string file)
    {
        var all = new List<HandWritten>();
        var (language, questions, plan) = ("", new List<(string Text, int Line)>(), (List<string>?)null);
        var lines = File.ReadAllLines(Path.Combine(Folder(), file + ".txt"));
        for (var i = 0; i <= lines.Length; i++)
        {
            var line = i < lines.Length ? lines[i] : "";
            if (line.Length == 0)
            {
                Assert.True(questions.Count == 0 || plan is not null, $"{file}.txt:{i}: a block without {Arrow}");
                all.AddRange(questions.Select(question => new HandWritten(language, question.Text, string.Join('\n', plan!), question.Line)));
                (questions, plan) = ([], null);
            }
            else if (line is "# en" or "# ja")
            {
                language = line[2..];
            }
            else if (line == Arrow)
            {
                Assert.True(questions.Count > 0 && plan is null, $"{file}.txt:{i + 1}: {Arrow} without a question, or twice");
                plan = [];
            }
            else if (plan is not null)
            {
                plan.Add(line);
            }
            else if (!line.StartsWith("# ", StringComparison.Ordinal))
            {
                questions.Add((line, i + 1));
            }
        }
        return all;
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
                return Path.Combine(folder.FullName, "src", "EdgeWorld", "Planning");
        }
        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds Edge.sln");
    }
}
