using EdgePlanner.Answering;
using EdgePlanner.Planning;
using EdgePlanner.Running;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner;

/// <summary>
/// The question's way, in order; each step ends it or hands on:
/// <code>
///  question ─► read ─► planners, best tier first ─► plan text ─► check and price ─► run ─► answer
///                                  ▲                                   │             │
///                                  └──── once more, told what was wrong ─────────────┘
/// </code>
/// Whatever happens there is an answer, and in it every plan that was tried.
/// </summary>
/// <param name="planners">Best tier first; the first that has a plan is taken.</param>
public sealed class QueryPipeline(IReadOnlyList<IPlanner> planners, PlanChecker checker, TimeProvider time)
{
    private const int MostPlans = 2;

    private readonly Interpreter _interpreter = new(time);
    private readonly HashSet<string> _offered = [.. checker.Offer.Tools.Select(tool => tool.Name)];

    public async ValueTask<Answer> AskAsync(Query query, IWorld world, CancellationToken cancellationToken)
    {
        List<Attempt> attempts = [];
        var timings = new AnswerTimings(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        if (query.Problem() is { } problem)
            return new Answer(query.Question, OutcomeKind.Rejected, Value.None, attempts, problem, timings);

        var start = time.GetTimestamp();
        while (true)
        {
            var planning = time.GetTimestamp();
            var (planner, proposal) = await PlanAsync(query, attempts.LastOrDefault(), cancellationToken);
            timings = timings with { Plan = timings.Plan + time.GetElapsedTime(planning) };
            if (proposal.Plan is null)
            {
                return attempts.Count > 0
                    ? Ended(query, attempts, timings, world.NowS)
                    : new Answer(query.Question, OutcomeKind.Rejected, Value.None, attempts, proposal.WhyNot, timings);
            }

            var checking = time.GetTimestamp();
            var left = query.Budget - Charged(attempts);
            var plan = checker.Check(proposal.Plan, left);
            var running = time.GetTimestamp();
            var outcome = plan.Plan is { } sound
                ? _interpreter.Run(sound, world, query.Budget - time.GetElapsedTime(start), cancellationToken)
                : PlanOutcome.Refused(plan.Diagnostics);
            timings = timings with
            {
                Check = timings.Check + time.GetElapsedTime(checking, running),
                Run = timings.Run + time.GetElapsedTime(running),
            };
            attempts.Add(new Attempt(planner, proposal.Confidence, proposal.Plan, outcome));
            if (attempts.Count == MostPlans || outcome.Kind is OutcomeKind.Answered or OutcomeKind.OverBudget || cancellationToken.IsCancellationRequested)
                return Ended(query, attempts, timings, world.NowS);
        }
    }

    private async ValueTask<(string Planner, PlanProposal Proposal)> PlanAsync(Query query, Attempt? failed, CancellationToken cancellationToken)
    {
        var request = new PlanRequest(query.Question, _offered, failed is null ? null : new FailedPlan(failed.Plan, failed.Fault));
        var last = (Planner: "none", Proposal: new PlanProposal(null, 0, "no planner is configured"));
        foreach (var planner in planners)
        {
            last = (planner.Name, await ProposalOfAsync(planner, request, cancellationToken));
            if (last.Proposal.Plan is not null)
                break;
        }
        return last;
    }

    private static async ValueTask<PlanProposal> ProposalOfAsync(IPlanner planner, PlanRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await planner.PlanAsync(request, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new PlanProposal(null, 0, "cancelled");
        }
#pragma warning disable CA1031 // A planner that breaks is one tier less, told as such; the question still gets an answer.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new PlanProposal(null, 0, $"the planner '{planner.Name}' failed: {e.Message}");
        }
    }

    private static TimeSpan Charged(List<Attempt> attempts) => TimeSpan.FromMicroseconds(attempts.Sum(a => a.Outcome.ChargedUnits) / 1000.0);

    private static Answer Ended(Query query, List<Attempt> attempts, AnswerTimings timings, double nowS)
    {
        var outcome = attempts[^1].Outcome;
        return new Answer(query.Question, outcome.Kind, outcome.Value, attempts, outcome.Reason, timings) { NowS = nowS };
    }
}
