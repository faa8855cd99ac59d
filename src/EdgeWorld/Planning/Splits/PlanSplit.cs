namespace EdgeWorld.Planning.Splits;

/// <summary>What a question may be used for. Fixed before any training; docs/planner-data.md says how.</summary>
public enum PlanSplit
{
    Train,

    /// <summary>Nothing new but the question and its scenes.</summary>
    Iid,

    /// <summary>Plans of more calls than any in training.</summary>
    Length,

    /// <summary>Two tools in one plan that training never has together.</summary>
    NovelPair,

    /// <summary>Ways of asking that training never has.</summary>
    Template,

    /// <summary>Words for things, lines and numbers that training never has.</summary>
    NovelWords,

    /// <summary>Written by hand.</summary>
    Paraphrase,

    /// <summary>Tools that nobody was taught; their documentation stands in the prompt.</summary>
    UnseenTool,

    /// <summary>Nobody who sees everything could tell.</summary>
    Unanswerable,

    /// <summary>Scenes on which the usual answer is wrong.</summary>
    Counterfactual,

    /// <summary>Text that wants something else than an answer.</summary>
    Adversarial,
}

public static class PlanSplits
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<PlanSplit>().Select(NameOf)];

    /// <summary>"novel_pair".</summary>
    public static string NameOf(PlanSplit split) => split switch
    {
        PlanSplit.NovelPair => "novel_pair",
        PlanSplit.NovelWords => "novel_words",
        PlanSplit.UnseenTool => "unseen_tool",
        _ => split.ToString().ToLowerInvariant(),
    };

    /// <exception cref="WorldException">There is no such split; those that there are, are listed.</exception>
    public static PlanSplit Parse(string name)
    {
        foreach (var split in Enum.GetValues<PlanSplit>())
        {
            if (NameOf(split) == name)
                return split;
        }
        throw new WorldException($"split '{name}' is unknown: expected {string.Join(", ", Names)}");
    }
}
