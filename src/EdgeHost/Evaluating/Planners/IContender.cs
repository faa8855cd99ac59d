using EdgePlanner.Values;
using EdgeWorld.Planning;

namespace EdgeHost.Evaluating.Planners;

/// <summary>Who answers the questions of an evaluation: a planner, or somebody to be better than.</summary>
internal interface IContender
{
    string Name { get; }

    ValueTask<Contribution> AskAsync(PlanQuestion question, CancellationToken cancellationToken);
}

/// <summary>A plan, or an answer without one, or neither: it was not answered.</summary>
/// <param name="WhyNot">Why there is no plan, where somebody knows.</param>
internal readonly record struct Contribution(string? Plan, Value Said = default, string? WhyNot = null);
