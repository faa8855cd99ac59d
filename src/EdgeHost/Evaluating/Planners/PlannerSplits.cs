using EdgeHost.Teaching;
using EdgePlanner.Planning.Retrieval;
using EdgeWorld.Clevr;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Splits;

namespace EdgeHost.Evaluating.Planners;

/// <summary>
/// A planner and those beside it through the frozen splits:
/// <code>
/// split ─► questions ─► planner, frozen, ceiling, retrieval, always-one-tool, majority ─► plans on scenes ─► shares, gains
/// </code>
/// </summary>
/// <param name="splits">Of the street; none for CLEVR alone.</param>
/// <param name="count">The first questions of each split; null for all.</param>
/// <param name="clevr">Folder of CLEVR's published text; null leaves it out.</param>
/// <param name="told">Where every question goes that is not answered right; null for nowhere.</param>
internal sealed class PlannerSplits(PlannerBook book, IReadOnlyList<PlanSplit> splits, int? count, string? clevr, TextWriter? told)
{
    /// <summary>Of training, to find out what is usual.</summary>
    private const int UsualQuestions = 800;

    private const int ClevrQuestionsAsked = 1_000;

    /// <summary>Named in the place of splits: none of the street's.</summary>
    public const string OnlyClevr = "clevr";

    private readonly PlanPrompts _prompts = new();
    private readonly ClevrQuiz? _quiz = clevr is null ? null : new ClevrQuiz(clevr);

    public async Task RunAsync(string planner, string? frozen, string? ceiling, EvalReport report, CancellationToken cancellationToken)
    {
        var judge = new SplitJudge(new TruePlaces(_quiz), _prompts, new RandomScenes());
        if (splits.Count > 0)
            await AddSplitsAsync(planner, frozen, ceiling, judge, report, cancellationToken);
        if (_quiz is not null)
            await AddClevrAsync(planner, judge, report, cancellationToken);
    }

    private async Task AddSplitsAsync(string planner, string? frozen, string? ceiling, SplitJudge judge, EvalReport report, CancellationToken cancellationToken)
    {
        SplitRun RunOf(IContender contender, TextWriter? to = null) => new(contender, judge, TimeProvider.System, to);
        var main = RunOf(Planner("planner", planner), told);
        List<SplitRun> baselines = [];
        if (frozen is not null)
            baselines.Add(RunOf(Planner("frozen", frozen)));
        if (ceiling is not null)
            baselines.Add(RunOf(Planner("ceiling", ceiling)));
        if (planner != PlannerBook.Device)
            baselines.Add(RunOf(Planner("device", PlannerBook.Device)));
        baselines.Add(RunOf(Planner("retrieval", RetrievalPlanner.TierName)));
        baselines.Add(RunOf(Planner("always-one-tool", OneToolPlanner.TierName)));
        baselines.Add(RunOf(new MajorityContender(new PlanQuestions(PlanSplit.Train, FrozenSplits.Seed).Take(UsualQuestions))));
        foreach (var split in splits)
        {
            var questions = FrozenSplits.Of(split, count);
            foreach (var run in (SplitRun[])[main, .. baselines])
                await run.AskAsync(split, questions, cancellationToken);
        }
        SplitReport.Add(report, main, baselines);
    }

    private async Task AddClevrAsync(string planner, SplitJudge judge, EvalReport report, CancellationToken cancellationToken)
    {
        var run = new SplitRun(new PlannerContender("planner", _prompts, offer => book.Open(planner, offer, ofClevr: true)), judge, TimeProvider.System, told);
        await run.AskAsync(PlanSplit.Iid, [.. new ClevrQuestions(_quiz!, untouched: true, FrozenSplits.Seed).Take(Math.Min(count ?? ClevrQuestionsAsked, ClevrQuestionsAsked))], cancellationToken);
        if (splits.Count == 0)
            report.AddTable("splits", [(OnlyClevr, run.Splits[PlanSplit.Iid].Cells())]);
        report.Add("clevr", run.RightOnTheFirst, FormattableString.Invariant($"{run.Sum(score => score.Asked)} questions about {ClevrQuiz.UntouchedScenes} scenes that nothing was trained on"));
    }

    private PlannerContender Planner(string name, string planner) => new(name, _prompts, offer => book.Open(planner, offer));
}
