using EdgePlanner.Answering;
using EdgePlanner.Planning;
using EdgePlanner.Planning.Decomposing;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Running;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner;

/// <summary>Taking a question apart. Only where that pays: every part must have a plan that checks and fits its share of what is left of the
/// budget before any of them runs.</summary>
public sealed partial class QueryPipeline
{
    /// <summary>An answer that is less sure than this may be bettered.</summary>
    private const double Sure = 0.5;

    private const string Combiner = "parts";

    private bool IsKnownInPartsAlone(string question, TimeSpan budget)
    {
        if (planners is not [RetrievalPlanner { WordForWord: true } known, _, ..] || QuestionSplitter.Split(question).Split is not { } split)
            return false;
        return !IsKnown(question) && split.Parts.All(IsKnown);

        bool IsKnown(string asked) => known.Plan(new PlanRequest(asked, _offered, null, budget)).Plan is not null;
    }

    /// <summary>No plan covers it, or its answer is not sure. What is too dear as a whole is no cheaper in parts.</summary>
    private static bool MayPayApart(Answer whole) => whole.Outcome switch
    {
        OutcomeKind.Rejected or OutcomeKind.Unknown => true,
        OutcomeKind.Answered => whole.Confidence < Sure,
        _ => false,
    };

    /// <summary>The better of the whole's answer and the parts' together.</summary>
    private async ValueTask<Answer> AskPartsAsync(Answer whole, IWorld world, Spending spending, CancellationToken cancellationToken)
    {
        var (split, whyNot) = QuestionSplitter.Split(whole.Question);
        if (split is null)
            return whyNot is not null && whole.Attempts.Count == 0 ? whole with { Error = whyNot } : whole;
        var prepared = new Prepared[split.Parts.Count];
        for (var i = 0; i < prepared.Length; i++)
        {
            prepared[i] = await PrepareAsync(split.Parts[i], null, spending.WorkLeft / prepared.Length, spending, cancellationToken);
            if (prepared[i].Plan?.Plan is null)
                return Unanswered(whole, split, split.Parts[i], prepared[i]);
        }
        if (!Combination.IsPossible(split, [.. prepared.Select(part => part.Plan!.Plan!.Plan.ResultType)]))
            return whole;

        var parts = new List<Answer>();
        for (var i = 0; i < prepared.Length; i++)
            parts.Add(Ended(split.Parts[i], [Run(prepared[i], world, spending, cancellationToken)], spending, world));
        var combined = Combine(split, prepared, parts, world, spending, cancellationToken);
        var answer = Ended(whole.Question, [.. whole.Attempts, combined], spending, world) with { Parts = parts };
        // Of two answers that are none, the whole's own reason says more.
        return answer.Confidence > whole.Confidence || whole.Attempts.Count == 0 ? answer : whole with { Parts = parts, Timings = spending.Timings };
    }

    private Attempt Combine(
        SplitQuestion split, Prepared[] prepared, List<Answer> parts, IWorld world, Spending spending, CancellationToken cancellationToken)
    {
        List<Value> values = [];
        for (var i = 0; i < parts.Count; i++)
        {
            // A part that broke or ran out of time has no value: for the others its answer is unknown.
            values.Add(parts[i].Outcome == OutcomeKind.Answered
                ? parts[i].Value
                : Value.Unknown(prepared[i].Plan!.Plan!.Plan.ResultType, parts[i].Error ?? ""));
        }
        var combination = Combination.Of(split, values);
        var checking = spending.Now;
        var plan = checker.ForParts(combination.Tools).Check(combination.Plan, spending.WorkLeft);
        spending.Checked(checking);
        return Run(new Prepared(Combiner, new PlanProposal(combination.Plan, prepared.Min(part => part.Proposal.Confidence)), plan, []), world, spending, cancellationToken);
    }

    /// <summary>As the whole, which says more than a part that is not understood; where it says nothing of its own, with that part named.</summary>
    private static Answer Unanswered(Answer whole, SplitQuestion split, string part, in Prepared prepared)
    {
        if (whole.Attempts.Count > 0 || split.Joint == Joint.Compare)
            return whole;
        var why = prepared.Plan is { } plan ? PlanOutcome.Refused(plan).Reason : prepared.Proposal.WhyNot;
        return whole with { Error = $"of its {split.Parts.Count} parts this one cannot be answered, \"{part}\": {why}" };
    }
}
