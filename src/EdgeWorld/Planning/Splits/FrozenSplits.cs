using System.Security.Cryptography;
using System.Text;
using EdgeWorld.Planning.Scenes;

namespace EdgeWorld.Planning.Splits;

/// <summary>The questions that planners are measured with: the same ones for everybody, fixed before any training.</summary>
public static class FrozenSplits
{
    public const int Seed = 1;

    private const int Most = 2_000;

    /// <summary>All but training.</summary>
    public static IReadOnlyList<PlanSplit> All { get; } = [.. Enum.GetValues<PlanSplit>().Where(split => split != PlanSplit.Train)];

    /// <summary>Questions of a split; of one that is written by hand alone, as many as were written.</summary>
    public static int CountOf(PlanSplit split) => split switch
    {
        PlanSplit.Paraphrase => Most,
        PlanSplit.UnseenTool or PlanSplit.Unanswerable or PlanSplit.Adversarial => 300,
        _ => 400,
    };

    /// <summary>One for all: making scenes takes longer than making questions about them.</summary>
    private static readonly Lazy<ScenePool> s_pool = new(() => PlanQuestions.PoolFor(PlanSplit.Iid, Seed, Scenes));

    private const int Scenes = 240;

    /// <param name="count">Fewer than all of them, the first ones; null for all.</param>
    public static IReadOnlyList<PlanQuestion> Of(PlanSplit split, int? count = null) => [.. new PlanQuestions(split, Seed, s_pool.Value).Take(Math.Min(count ?? Most, CountOf(split)))];

    /// <summary>Over their lines, plans and all.</summary>
    public static string HashOf(IEnumerable<PlanQuestion> questions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var question in questions)
            hash.AppendData(Encoding.UTF8.GetBytes(PlanQuestionLines.Write(question, null, withPlan: true) + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
