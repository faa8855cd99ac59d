using EdgePlanner.Answering;
using EdgePlanner.Rewarding;
using EdgePlanner.Running;
using EdgePlanner.Worlds;

namespace EdgePlanner;

/// <summary>The same question once more by other tools, to see whether that comes to the same.</summary>
public sealed partial class QueryPipeline
{
    /// <summary>Null where there is no other way, or it costs more than is allowed: with sets made smaller it would look at other things.</summary>
    /// <param name="answer">One that a single plan gave.</param>
    /// <param name="world">The one that it was given about.</param>
    public SecondOpinion? AskOtherwise(Answer answer, IWorld world, TimeSpan budget, CancellationToken cancellationToken)
    {
        if (answer is not { Outcome: OutcomeKind.Answered, Parts.Count: 0, Last: { } last } || SecondWay.Of(last.Plan, checker.Offer) is not { } plan)
            return null;
        return checker.Check(plan, budget).Plan is { IsShrunk: false } sound ? new SecondOpinion(plan, _interpreter.Run(sound, world, budget, cancellationToken)) : null;
    }
}
