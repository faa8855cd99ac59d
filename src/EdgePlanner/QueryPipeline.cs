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
///                                  ▲                                   │             │       │
///                                  ├──── once more, told what was wrong ─────────────┘       │
///                                  │                                                         │ none, or not sure of it
///                                  └── each part once (2 to 4) ◄── taken apart ◄─────────────┘
///                                        └─► a plan that combines their answers ─► answer
/// </code>
/// Where every part is known word for word and the whole is not, it is taken apart at once: no model's plan for the whole is as sure.
/// Whatever happens there is an answer, and in it every plan that was tried. All plans of a question share its budget.
/// </summary>
/// <param name="planners">Best tier first; the first that has a plan is taken.</param>
public sealed partial class QueryPipeline(IReadOnlyList<IPlanner> planners, PlanChecker checker, TimeProvider time)
{
    private const int MostPlans = 2;

    private readonly Interpreter _interpreter = new(time);
    private readonly HashSet<string> _offered = [.. checker.Offer.Tools.Select(tool => tool.Name)];

    public async ValueTask<Answer> AskAsync(Query query, IWorld world, CancellationToken cancellationToken)
    {
        var spending = new Spending(query, time);
        if (query.Problem() is { } problem)
            return new Answer(query.Question, OutcomeKind.Rejected, Value.None, [], problem, spending.Timings);
        if (IsKnownInPartsAlone(query.Question, spending.WorkLeft))
        {
            var unasked = new Answer(query.Question, OutcomeKind.Rejected, Value.None, [], null, spending.Timings);
            if (await AskPartsAsync(unasked, world, spending, cancellationToken) is { Attempts.Count: > 0 } together)
                return together;
        }
        var whole = await AskWholeAsync(query.Question, world, spending, cancellationToken);
        return MayPayApart(whole) && !cancellationToken.IsCancellationRequested
            ? await AskPartsAsync(whole, world, spending, cancellationToken)
            : whole;
    }

    /// <summary>One plan for all of it; where that fails, one more.</summary>
    private async ValueTask<Answer> AskWholeAsync(string question, IWorld world, Spending spending, CancellationToken cancellationToken)
    {
        List<Attempt> attempts = [];
        while (true)
        {
            var prepared = await PrepareAsync(question, attempts.LastOrDefault(), spending.WorkLeft, spending, cancellationToken);
            if (prepared.Plan is null)
            {
                return attempts.Count > 0
                    ? Ended(question, attempts, spending, world)
                    : new Answer(question, OutcomeKind.Rejected, Value.None, attempts, prepared.Proposal.WhyNot, spending.Timings);
            }
            var attempt = Run(prepared, world, spending, cancellationToken);
            attempts.Add(attempt);
            if (attempts.Count == MostPlans || attempt.Outcome.Kind is OutcomeKind.Answered or OutcomeKind.OverBudget || cancellationToken.IsCancellationRequested)
                return Ended(question, attempts, spending, world);
        }
    }

    /// <summary>The first plan that a planner has, checked.</summary>
    private async ValueTask<Prepared> PrepareAsync(string question, Attempt? failed, TimeSpan budget, Spending spending, CancellationToken cancellationToken)
    {
        var planning = spending.Now;
        var prepared = await PlanAsync(question, failed, budget, cancellationToken);
        spending.Planned(planning);
        if (prepared.Proposal.Plan is not { } text)
            return prepared;
        var checking = spending.Now;
        var plan = checker.Check(text, budget);
        spending.Checked(checking);
        return prepared with { Plan = plan };
    }

    private Attempt Run(in Prepared prepared, IWorld world, Spending spending, CancellationToken cancellationToken)
    {
        var (planner, proposal, plan, passedOver) = prepared;
        var running = spending.Now;
        var outcome = plan!.Plan is { } sound
            ? _interpreter.Run(sound, world, spending.ClockLeft, cancellationToken)
            : PlanOutcome.Refused(plan);
        spending.Ran(running, outcome.ChargedUnits);
        return new Attempt(planner, proposal.Confidence, proposal.Plan!, outcome) { Priced = plan.Plan, PassedOver = passedOver };
    }

    private async ValueTask<Prepared> PlanAsync(string question, Attempt? failed, TimeSpan budget, CancellationToken cancellationToken)
    {
        var request = new PlanRequest(question, _offered, failed is null ? null : new FailedPlan(failed.Plan, failed.Fault), budget);
        var last = new Prepared("none", new PlanProposal(null, 0, "no planner is configured"), null, []);
        List<Declined> passedOver = [];
        foreach (var planner in planners)
        {
            last = new Prepared(planner.Name, await ProposalOfAsync(planner, request, cancellationToken), null, passedOver);
            if (last.Proposal.Plan is not null)
                break;
            passedOver.Add(new Declined(planner.Name, last.Proposal.WhyNot ?? "it has no plan"));
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

    private static Answer Ended(string question, List<Attempt> attempts, Spending spending, IWorld world)
    {
        var outcome = attempts[^1].Outcome;
        return new Answer(question, outcome.Kind, outcome.Value, attempts, outcome.Reason, spending.Timings) { NowS = world.NowS };
    }

    /// <summary>What a planner proposed, checked; nothing has run.</summary>
    /// <param name="Plan">Null where no planner has a plan.</param>
    private readonly record struct Prepared(string Planner, PlanProposal Proposal, CheckedPlan? Plan, IReadOnlyList<Declined> PassedOver);
}
