using EdgeWorld.Planning;
using EdgeWorld.Planning.Splits;

namespace EdgeHost.Evaluating.Planners;

/// <summary>One contender through the questions of several splits.</summary>
internal sealed class SplitRun(IContender contender, SplitJudge judge, TimeProvider time, TextWriter? told = null)
{
    private readonly List<double> _latenciesMs = [];

    public string Name => contender.Name;

    public SortedDictionary<PlanSplit, SplitScore> Splits { get; } = [];

    public async Task AskAsync(PlanSplit split, IReadOnlyList<PlanQuestion> questions, CancellationToken cancellationToken)
    {
        var score = Splits[split] = new SplitScore();
        foreach (var question in questions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = time.GetTimestamp();
            var contribution = await contender.AskAsync(question, cancellationToken);
            _latenciesMs.Add(time.GetElapsedTime(start).TotalMilliseconds);
            var judged = judge.Judge(question, contribution, cancellationToken);
            score.Add(judged, question.Kind);
            if (!judged.IsRight)
                told?.WriteLine($"{question.Id} {question.Template}: {question.Question} -> {(contribution.Plan is null ? contribution.WhyNot : null) ?? Flat(contribution.Plan)} Reference: {Flat(question.Plan)}");
        }
    }

    public double LatencyMs(double share)
    {
        var sorted = _latenciesMs.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>Of all questions of that kind, in the splits that measure what was taught.</summary>
    public double RightOf(string? kind)
    {
        var (right, asked) = (0, 0);
        foreach (var score in Splits.Where(split => IsTaught(split.Key)).Select(split => split.Value))
        {
            foreach (var (name, (rightOfKind, askedOfKind)) in score.Kinds)
            {
                if (kind is null || name == kind)
                    (right, asked) = (right + rightOfKind, asked + askedOfKind);
            }
        }
        return SplitScore.Share(right, asked);
    }

    public int Sum(Func<SplitScore, int> of) => Splits.Values.Sum(of);

    /// <summary>Share of questions that are right on the scene that they were made about.</summary>
    public double RightOnTheFirst => SplitScore.Share(Sum(score => score.FirstRight), Sum(score => score.Asked));

    private static string Flat(string? plan) => plan is null ? "no plan." : plan.Length == 0 ? "none." : $"{plan.Replace("\n", "; ", StringComparison.Ordinal)}.";

    private static bool IsTaught(PlanSplit split) => split is PlanSplit.Iid or PlanSplit.Length or PlanSplit.NovelPair or PlanSplit.Template or PlanSplit.NovelWords or PlanSplit.Counterfactual;
}
