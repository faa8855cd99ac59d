using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgeWorld.Clevr;

namespace EdgeHost.Bench;

/// <summary>Share of CLEVR's questions that plans answer right: the published ones whose scene is there, and new ones from the published templates.</summary>
internal sealed class ClevrBench : IBench
{
    private const int Generated = 10_000;
    private const int Seed = 1;

    private static readonly TimeSpan s_budget = TimeSpan.FromMinutes(1);

    private readonly PlanChecker _checker = new(PrimitiveCatalog.Standard.For(Capabilities.Detector | Capabilities.Encoder), CostProfile.Declared);
    private readonly Interpreter _interpreter = new(TimeProvider.System);

    public Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        var folder = ground.Clevr ?? throw new BenchSkippedException("no text of CLEVR: name its folder with --clevr, or the test data's folder with EDGE_TESTDATA");
        var quiz = new ClevrQuiz(folder);
        var (published, publishedRight) = Ask(quiz.Published(), cancellationToken);
        var (generated, generatedRight) = Ask(quiz.Generated(Generated, Seed), cancellationToken);
        report.Add("clevr_right", (publishedRight + generatedRight) / (double)(published + generated),
            FormattableString.Invariant($"{publishedRight} of {published} published, {generatedRight} of {generated} generated"));
        return Task.CompletedTask;
    }

    private (int Asked, int Right) Ask(IEnumerable<ClevrQuestion> questions, CancellationToken cancellationToken)
    {
        var (asked, right) = (0, 0);
        foreach (var question in questions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            asked++;
            if (_checker.Check(question.Plan, s_budget).Plan is { } plan && _interpreter.Run(plan, question.Scene, cancellation: cancellationToken) is { Kind: OutcomeKind.Answered } outcome)
                right += outcome.Value == question.Answer ? 1 : 0;
        }
        return (asked, right);
    }
}
